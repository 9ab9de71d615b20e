"""The pages of a package on the screen: found, drawn in cells, and as pictures."""
