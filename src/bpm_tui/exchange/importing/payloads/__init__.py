"""What alerts, webhooks and chat exports have in common."""
