"""Dialogs of the exchange: labels out and in, the hand-over, the PACS."""
