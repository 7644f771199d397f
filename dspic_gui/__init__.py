"""dSPIC Workstation: read whole-body bone scans, agree on a ground truth, and let a network read along."""

__version__ = "0.1.0"
