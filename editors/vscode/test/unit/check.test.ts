import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problems, summary } from '../../src/check.ts';

const line = (file: string, column: number, end: number) =>
  JSON.stringify({
    file,
    code: 'name-variant',
    severity: 'warning',
    line: 2,
    column,
    end_line: 2,
    end_column: end,
    message: 'It is misspelt.',
    related: [{ line: 1, column: 1, end_line: 1, end_column: 4, message: 'spelt so here' }],
  });

test('columns of people become columns of the protocol', () => {
  const text = 'Lee\r\n🐟🐟 Leee came';
  const [problem] = problems(line('a.article', 4, 8) + '\n', () => text);
  assert.deepEqual(problem?.range, { start: { line: 1, character: 5 }, end: { line: 1, character: 9 } });
  assert.deepEqual(problem?.related[0]?.range, {
    start: { line: 0, character: 0 },
    end: { line: 0, character: 3 },
  });
});

test('a file is read once', () => {
  let reads = 0;
  const text = () => {
    reads += 1;
    return 'a\nb';
  };
  assert.equal(problems([line('a', 1, 2), line('a', 2, 2), line('b', 1, 1)].join('\n'), text).length, 3);
  assert.equal(reads, 2);
});

test('what was found is said in a sentence', () => {
  const found = problems([line('a', 1, 2), line('a', 2, 2), line('b', 1, 1)].join('\n'), () => 'a\nb');
  assert.equal(summary(found), '3 problems in 2 articles.');
  assert.equal(summary(found.slice(0, 1)), '1 problem in 1 article.');
  assert.equal(summary([]), 'No problems in the articles of this workspace.');
});
