"""The network that finds lesions, in use: its input, what is read off its maps, its answers, and whether it knows such scans."""
