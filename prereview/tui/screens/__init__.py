"""The screens: opening a package, reading it, its review, and help."""
