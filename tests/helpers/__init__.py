"""What tests share: screens drawn on the spot, fake and faulty voices, flat films, watched programs. No test imports a test."""
