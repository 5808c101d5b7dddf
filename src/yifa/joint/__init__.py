"""综合查一次: inspection duties as the fewest joint visits, with a bound that anyone can check. Pure; see README.md."""
