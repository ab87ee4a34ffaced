//! Floor 3: names, titles, descriptions and pronouns to people, organisations and places.
