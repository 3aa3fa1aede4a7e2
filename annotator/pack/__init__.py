"""Build packs: preflight, plan, products, and the folder with all of them."""
