"""Foreign scans: what is read of a DICOM file or a picture, in a child process, and why it is refused."""
