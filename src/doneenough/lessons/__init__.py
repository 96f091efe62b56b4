"""One package per lesson; found by discovery, never importing each other."""
