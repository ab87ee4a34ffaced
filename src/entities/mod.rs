//! Floor 3: names, titles, descriptions and pronouns to people, organisations and places.

pub mod abreast;
pub mod case;
pub mod cast;
pub mod described;
pub mod discourse;
pub mod gallery;
pub mod mention;
pub mod people;
pub mod player;
pub mod role;
pub mod salience;
pub mod site;
pub mod standing;
