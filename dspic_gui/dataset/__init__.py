"""The dataset folder: who reads, which studies, what was said; blind until sealed."""
