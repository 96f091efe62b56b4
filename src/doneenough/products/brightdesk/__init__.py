"""Brightdesk: drafts of answers for the service desk of an invented parcel service.

``facts`` compares what a draft states with what is known, so that every invented fact can
be counted. ``drafts`` reads the frozen drafts, makes fresh ones and counts them. ``judge``
is an automatic judge that makes mistakes, trained on what human reviewers flagged.
"""
