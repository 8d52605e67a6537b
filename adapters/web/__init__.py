"""The web platform: the playground, the decision log page, the JSON API, health and metrics."""
