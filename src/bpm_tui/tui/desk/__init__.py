"""The facilitator's private view of an open session."""
