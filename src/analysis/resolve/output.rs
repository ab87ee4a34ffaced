//! The outcome of the reading, in the terms of the model.

use super::*;

/// What is left of a confidence where it is unclear whom the words mean.
pub(super) const UNCLEAR: f32 = 0.6;

impl Resolver<'_> {
    /// Puts a marked stretch among the quotations or the terms.
    pub(super) fn stretch(&mut self, decision: &Decision) {
        let facts = &self.article.facts[decision.block];
        let speech = &facts.speeches[decision.speech];
        let stretch = &facts.marks.stretches[speech.stretch];
        let (span, outer) = (
            self.article.place(decision.block, stretch.inner),
            self.article.place(decision.block, stretch.outer),
        );
        let term = |kind| Term { span, outer, kind };
        let attribution = match &decision.verdict {
            Verdict::Title => return self.resolved.terms.push(term(TermKind::Title)),
            Verdict::Scare => return self.resolved.terms.push(term(TermKind::Scare)),
            Verdict::Word => return self.resolved.terms.push(term(TermKind::Word)),
            Verdict::Nobody => None,
            Verdict::Annotated(index) => Some(self.annotated_speaker(decision.block, *index)),
            Verdict::Said(said) => Some(self.attributed(said)),
        };
        let kind = if speech.direct { QuotationKind::Direct } else { QuotationKind::Mixed };
        let block = decision.block as u32;
        self.resolved.quotations.push(Quotation {
            span,
            outer,
            kind,
            utterance: decision.utterance,
            block,
            depth: 0,
            attribution,
        });
    }

    pub(super) fn question(&self, question: attribute::Question) -> study::Question {
        let facts = &self.article.facts[question.block];
        let stretch = &facts.marks.stretches[facts.speeches[question.speech].stretch];
        let shown_by = |report: ReportId| self.shown_by(report);
        let cue = |report: ReportId| {
            let facts = &self.article.facts[report.block];
            self.article.place(report.block, facts.cues[report.report])
        };
        let answers = question.answers.into_iter().map(|answer| study::Answer {
            cue: answer.said.map(|(report, ..)| cue(report)),
            shown_by: answer.said.and_then(|(report, ..)| shown_by(report)),
            pattern: answer.said.map_or("nobody", |(_, pattern, _)| pattern),
            features: answer.features,
        });
        study::Question {
            outer: self.article.place(question.block, stretch.outer),
            answers: answers.collect(),
        }
    }

    pub(super) fn annotated_speaker(&mut self, block: usize, index: usize) -> Attribution {
        let name = match &self.article.facts[block].inline.annotations[index].kind {
            AnnotationKind::Speaker(SpeakerName::Name(name)) => Some(name.clone()),
            _ => None,
        };
        let speaker = match name {
            None => Speaker::Anonymous,
            Some(name) => Speaker::Entity(EntityId(self.find_speaker(&name) as u32)),
        };
        Attribution {
            speaker,
            shown_by: None,
            how: How::Annotation,
            cue: None,
            confidence: 1.0,
            evidence: "annotation",
            alternatives: vec![],
        }
    }

    /// The person, or else the organisation or place, of that name; or a new person.
    fn find_speaker(&mut self, name: &str) -> usize {
        let known = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place]
            .iter()
            .find_map(|kind| self.cast.find(*kind, name));
        known.unwrap_or_else(|| self.find_or_add(EntityKind::Person, name))
    }

    /// The words that show who speaks.
    fn shown_by(&self, id: ReportId) -> Option<Span> {
        let words = self.article.facts[id.block].shown_by[id.report]?;
        Some(self.article.place(id.block, words))
    }

    fn attributed(&self, said: &Said) -> Attribution {
        let facts = &self.article.facts[said.report.block];
        let subject = self.subject(said.report);
        let local = subject.map(|i| &facts.mentions[i]);
        let meant = subject.map(|i| &self.meant[said.report.block][i]);
        let speaker = match meant {
            Some(Meant { who: Some(who), .. }) => Speaker::Entity(EntityId(*who as u32)),
            Some(Meant { candidates, .. }) if candidates.len() > 1 => Speaker::Ambiguous,
            _ => Speaker::Unresolved,
        };
        let how =
            if said.continued { How::Continued } else { local.map_or(How::Description, |l| how_of(&l.form)) };
        let known = if matches!(speaker, Speaker::Entity(_)) { 1.0 } else { UNCLEAR };
        Attribution {
            speaker,
            shown_by: self.shown_by(said.report),
            how,
            cue: Some(self.article.place(said.report.block, facts.cues[said.report.report])),
            confidence: said.confidence * known,
            evidence: said.pattern,
            alternatives: meant.map_or(vec![], alternatives),
        }
    }

    /// Nicknames, block quotations and reported clauses; then entities in the order of the text.
    pub(super) fn finish(mut self) -> Resolved {
        self.nicknames();
        self.block_quotations();
        self.reported_clauses();
        self.variants();
        self.resolved.quotations.sort_by_key(|q| (q.span.start, q.span.end));
        self.resolved.terms.sort_by_key(|t| t.span.start);
        self.nested_quotations();
        self.mentions();
        self.entities();
        self.resolved.trace.decided = self.attribution.decided();
        self.resolved
    }

    fn nicknames(&mut self) {
        for (block, facts) in self.article.facts.iter().enumerate() {
            for &index in &facts.nicknames {
                let stretch = &facts.marks.stretches[index];
                let (span, outer) =
                    (self.article.place(block, stretch.inner), self.article.place(block, stretch.outer));
                self.resolved.terms.push(Term { span, outer, kind: TermKind::Nickname });
            }
        }
    }

    /// `> …`: speech without marks, by the name in its last line.
    fn block_quotations(&mut self) {
        for index in 0..self.article.blocks.len() {
            let block = &self.article.blocks[index];
            if block.kind != BlockKind::Quotation {
                continue;
            }
            let end = block.attribution.map_or(block.span.end, |a| a.start);
            let words = Span::new(block.span.start, end).of(self.article.text);
            let lead = words.len() - words.trim_start_matches(['>', ' ']).len();
            let words =
                words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '—' | '–' | '-'));
            let span = Span::new(
                block.span.start + lead.min(words.len()) as u32,
                block.span.start + words.len() as u32,
            );
            let attribution = block.attribution.map(|a| Attribution {
                speaker: Speaker::Entity(EntityId(self.signed_by(index, a) as u32)),
                shown_by: Some(a),
                how: How::Name,
                cue: None,
                confidence: 0.99,
                evidence: "block-quotation",
                alternatives: vec![],
            });
            let utterance = self.attribution.next_utterance();
            let outer = block.span;
            self.resolved.quotations.push(Quotation {
                span,
                outer,
                kind: QuotationKind::Direct,
                utterance,
                block: index as u32,
                depth: 0,
                attribution,
            });
        }
    }

    /// Whom the last line of a block quotation names: by annotation, by name, or by description.
    fn signed_by(&mut self, block: usize, signature: Span) -> usize {
        let facts = &self.article.facts[block];
        let start = self.article.blocks[block].span.start;
        let plain = |offset: u32| facts.inline.to_plain(offset - start);
        let place = Span::new(plain(signature.start), plain(signature.end).max(plain(signature.start)));
        let named = facts.inline.annotations.iter().find_map(|a| match &a.kind {
            AnnotationKind::Entity(kind, name) if a.target.overlaps(place) => Some((*kind, name.clone())),
            _ => None,
        });
        let words = place.of(self.article.plain(block)).trim().to_owned();
        match named {
            Some((kind, name)) => self.find_or_add(kind, &name),
            None if words.starts_with(char::is_lowercase) => self.unnamed(&words, None),
            None => self.find_speaker(&words),
        }
    }

    /// Reported clauses without marks.
    fn reported_clauses(&mut self) {
        let first = self.attribution.next_utterance();
        let mut reports = 0;
        for (block, facts) in self.article.facts.iter().enumerate() {
            // A block quotation is somebody's speech from end to end.
            if self.article.blocks[block].kind == BlockKind::Quotation {
                continue;
            }
            for clause in &facts.clauses {
                let report = ReportId { block, report: clause.report };
                let according = facts.reports[clause.report].by == Found::AccordingTo;
                let pattern = if according { "according-to-clause" } else { "reported-clause" };
                let said = Said { report, confidence: 0.8, pattern, continued: false };
                let attribution = Some(self.attributed(&said));
                let span = self.article.place(block, clause.span);
                let shared = self.utterance_of(report);
                self.resolved.quotations.push(Quotation {
                    span,
                    outer: span,
                    kind: QuotationKind::Indirect,
                    utterance: shared.unwrap_or(first + reports + clause.report as u32),
                    block: block as u32,
                    depth: 0,
                    attribution,
                });
            }
            reports += facts.reports.len() as u32;
        }
    }

    /// The utterance of the marked stretches that are given to a report.
    fn utterance_of(&self, id: ReportId) -> Option<u32> {
        let first = self.attribution.decisions.partition_point(|d| d.block < id.block);
        self.attribution.decisions[first..].iter().take_while(|d| d.block == id.block).find_map(|d| {
            match d.verdict {
                Verdict::Said(said) if said.report == id && !said.continued => Some(d.utterance),
                _ => None,
            }
        })
    }

    fn variants(&mut self) {
        let places: Vec<Span> = self.name_places();
        for slip in &self.cast.slips {
            self.resolved.variants.push(Variant {
                span: places[slip.at],
                entity: EntityId(slip.character as u32),
                suggestion: slip.suggestion.clone(),
                example: slip.example.map(|e| places[e]),
            });
        }
    }

    fn name_places(&self) -> Vec<Span> {
        let mut places = Vec::new();
        for (block, facts) in self.article.facts.iter().enumerate() {
            let names = facts.mentions.iter().filter(|m| matches!(m.form, Form::Name { .. }));
            places.extend(names.map(|m| self.article.place(block, m.span)));
        }
        places
    }

    fn mentions(&mut self) {
        for (block, facts) in self.article.facts.iter().enumerate() {
            for (local, meant) in facts.mentions.iter().zip(&self.meant[block]) {
                if meant.who.is_none() && meant.candidates.is_empty() {
                    continue;
                }
                self.resolved.mentions.push(Mention {
                    span: self.article.place(block, local.span),
                    how: how_of(&local.form),
                    entity: meant.who.map(|w| EntityId(w as u32)),
                    candidates: meant.candidates.iter().map(|c| EntityId(c.0 as u32)).collect(),
                });
            }
        }
    }

    /// Entities in the order of their first mention; whoever is neither mentioned nor quoted is left out.
    fn entities(&mut self) {
        let count = self.cast.characters.len();
        let mut order: Vec<usize> = Vec::new();
        let mut id = vec![None; count];
        let mut meet = |who: EntityId| {
            if id[who.0 as usize].is_none() {
                id[who.0 as usize] = Some(EntityId(order.len() as u32));
                order.push(who.0 as usize);
            }
        };
        self.resolved.mentions.iter().filter_map(|m| m.entity).for_each(&mut meet);
        self.resolved.mentions.iter().flat_map(|m| m.candidates.iter().copied()).for_each(&mut meet);
        let nested = self.resolved.nested.iter().map(|n| &n.quotation);
        for quotation in self.resolved.quotations.iter().chain(nested) {
            if let Some(Attribution { speaker: Speaker::Entity(who), .. }) = quotation.attribution {
                meet(who);
            }
        }
        self.resolved.variants.iter().for_each(|v| meet(v.entity));
        let new = |old: EntityId| id[old.0 as usize].unwrap_or(old);
        for mention in &mut self.resolved.mentions {
            mention.entity = mention.entity.map(new);
            mention.candidates.iter_mut().for_each(|c| *c = new(*c));
        }
        let nested = self.resolved.nested.iter_mut().map(|n| &mut n.quotation);
        let quotations = self.resolved.quotations.iter_mut().chain(nested);
        for attribution in quotations.filter_map(|q| q.attribution.as_mut()) {
            if let Speaker::Entity(who) = &mut attribution.speaker {
                *who = new(*who);
            }
            attribution.alternatives.iter_mut().for_each(|a| a.entity = new(a.entity));
        }
        self.resolved.variants.iter_mut().for_each(|v| v.entity = new(v.entity));
        let entities = order.iter().map(|who| self.entity(*who)).collect();
        self.resolved.entities = entities;
        let small = self.small_words(&id);
        self.resolved.mentions.extend(small);
        self.resolved.mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        self.collect_mentions();
    }

    fn entity(&self, who: usize) -> Entity {
        let character = &self.cast.characters[who];
        let place = character.declared.and_then(|d| self.declared.get(d as usize));
        let declared = place.map(|(_, declared)| declared);
        let role = match declared.and_then(|d| d.title.clone()) {
            Some(text) => Some(Role { text, span: None }),
            None => self.roles[who].map(|(block, span)| {
                let text =
                    span.of(self.article.plain(block)).split_whitespace().collect::<Vec<_>>().join(" ");
                Role { text, span: Some(self.article.place(block, span)) }
            }),
        };
        let gender =
            match (declared.and_then(|d| d.pronouns.as_deref()), self.discourse.players[who].gender()) {
                (Some(p), _) if p.starts_with("they") => Gender::Neutral,
                (_, g) if g & (MASCULINE | FEMININE) == MASCULINE => Gender::Masculine,
                (_, g) if g & (MASCULINE | FEMININE) == FEMININE => Gender::Feminine,
                _ => Gender::Unknown,
            };
        Entity {
            kind: character.kind,
            name: character.name.clone(),
            named: self.named[who],
            aliases: character.aliases.clone(),
            role,
            gender,
            declared: place.map(|(place, _)| *place),
            mentions: vec![],
        }
    }

    /// Gives each entity its mentions and the other names the article uses for it.
    fn collect_mentions(&mut self) {
        let slips: Vec<Span> = self.resolved.variants.iter().map(|v| v.span).collect();
        let titled = self.titled_names();
        for (index, mention) in self.resolved.mentions.iter().enumerate() {
            let Some(id) = mention.entity else { continue };
            let entity = &mut self.resolved.entities[id.0 as usize];
            entity.mentions.push(index as u32);
            if mention.how != How::Name || slips.contains(&mention.span) {
                continue;
            }
            let words = mention.span.of(self.article.text);
            let titled = titled
                .binary_search_by_key(&mention.span.end, |t| t.end)
                .ok()
                .map(|i| titled[i].of(self.article.text));
            for alias in [Some(words), titled].into_iter().flatten() {
                if alias != entity.name && !entity.aliases.iter().any(|a| a == alias) {
                    entity.aliases.push(alias.to_owned());
                }
            }
        }
    }

    /// `President Ruiz`: a surname with the title in front of it, by end.
    fn titled_names(&self) -> Vec<Span> {
        let mut found = Vec::new();
        for (block, facts) in self.article.facts.iter().enumerate() {
            let plain = self.article.plain(block);
            for mention in &facts.mentions {
                if let Form::Name { titled: Some(start), .. } = mention.form
                    && !mention.span.of(plain).contains(' ')
                {
                    found.push(self.article.place(block, Span::new(start, mention.span.end)));
                }
            }
        }
        found
    }
}

/// How words of a form refer.
pub(super) fn how_of(form: &Form) -> How {
    match form {
        Form::Name { .. } => How::Name,
        Form::Pronoun(_) => How::Pronoun,
        Form::Description(_) => How::Description,
    }
}

/// Those who fit besides the one who is meant.
fn alternatives(meant: &Meant) -> Vec<Alternative> {
    let others = meant.candidates.iter().filter(|c| Some(c.0) != meant.who);
    others
        .map(|(who, confidence)| Alternative { entity: EntityId(*who as u32), confidence: *confidence })
        .collect()
}
