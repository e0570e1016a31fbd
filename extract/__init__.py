"""Japanese news summaries → annotations: times, countries, actors and events, each with its place in the text."""
