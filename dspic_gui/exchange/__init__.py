"""What goes to other programs and comes from them: labels, structured reports, de-identified datasets, the PACS."""
