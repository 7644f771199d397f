"""Simulated whole-body bone scans: a real skeleton, drawn patients, their lesions, a gamma camera and three readers."""
