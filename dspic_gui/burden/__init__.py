"""The bone scan index: how much of the skeleton metastases involve, per study and per bone."""
