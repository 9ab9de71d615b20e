"""Questions to the person at the screen: each is answered with a key or a line of text, and left with Esc."""
