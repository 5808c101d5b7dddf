"""The portal: what anybody may see, without signing in."""
