"""What is planned: campaigns, the duties of a circular, and who leads or assists in each."""
