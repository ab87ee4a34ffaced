import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counts, inOrderOfNeed, type Speakers } from '../../src/speakers/model.ts';
import { speakerDescription, speakerTooltip, statusText, statusTooltip } from '../../src/speakers/words.ts';

const at = (line: number) => ({ start: { line, character: 1 }, end: { line, character: 5 } });
const quotation = (line: number, shownBy?: string) => ({
  words: `“Words ${line}.”`,
  range: at(line),
  ...(shownBy === undefined ? {} : { shownBy }),
});

const ARTICLE: Speakers = [
  {
    kind: 'person',
    name: 'Ana Ruiz',
    role: 'Deputy Mayor',
    quotations: [quotation(1, 'Ruiz'), quotation(2, 'she')],
  },
  { kind: 'organisation', name: 'Met Office', quotations: [quotation(3, 'the Met Office')] },
  { kind: 'unnamed', name: 'Unnamed sources', quotations: [quotation(4, 'an aide')] },
  { kind: 'unresolved', name: 'Unresolved speakers', quotations: [quotation(5, 'he')] },
  { kind: 'unattributed', name: 'Unattributed', quotations: [quotation(6), quotation(7)] },
];

test('quotations are counted by what is known of their speaker', () => {
  assert.deepEqual(counts(ARTICLE), { all: 7, attributed: 4, unnamed: 1, unresolved: 1, unattributed: 2 });
  assert.deepEqual(counts([]), { all: 0, attributed: 0, unnamed: 0, unresolved: 0, unattributed: 0 });
});

test('what needs an eye comes first, and speakers stay in the order of the article', () => {
  const names = inOrderOfNeed(ARTICLE).map((speaker) => speaker.name);
  assert.deepEqual(names, [
    'Unattributed',
    'Unresolved speakers',
    'Ana Ruiz',
    'Met Office',
    'Unnamed sources',
  ]);
});

test('the status bar', () => {
  assert.equal(statusText(ARTICLE), '$(quote) 4 of 7 attributed');
  assert.equal(statusText(ARTICLE.slice(0, 2)), '$(quote) 3 attributed');
  assert.equal(statusText([]), '$(quote) no quotations');
  assert.equal(
    statusTooltip(ARTICLE),
    '**7 quotations**  \n4 with a speaker, 1 of them by unnamed sources  \n' +
      '1 by a “he” or “she” that stands for nobody  \n2 that nobody is shown to have said\n\n' +
      'Click to see who says what.',
  );
  assert.match(statusTooltip([]), /no quotations/);
});

test('a speaker', () => {
  const [ruiz, office] = ARTICLE;
  assert.equal(speakerDescription(ruiz!), '2 · Deputy Mayor');
  assert.equal(speakerDescription(office!), '1');
  assert.equal(speakerTooltip(ruiz!), 'Ana Ruiz, Deputy Mayor\n2 quotations');
  assert.equal(speakerTooltip(office!), 'Met Office\n1 quotation');
});
