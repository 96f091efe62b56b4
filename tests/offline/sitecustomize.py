"""Python runs this at its start where this folder is on PYTHONPATH: kernels in tests."""

import no_network

no_network.refuse_other_computers()
