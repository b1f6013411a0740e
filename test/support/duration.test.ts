import { durationText, millisecondsOf } from '../../src/support/duration';

test.each([['0s', 0], ['1s', 1000], ['1.5s', 1500], ['100ms', 100], ['1m30s', 90_000], ['2h', 7_200_000], ['500us', 0.5]])('%s is %d ms', (text, milliseconds) => {
  expect(millisecondsOf(text)).toBe(milliseconds);
});

test.each(['', '5', 's', '5 s', '-1s', '1d', '1s!'])('%j is no duration', (text) => {
  expect(millisecondsOf(text)).toBeUndefined();
});

test('what is written is read again', () => {
  for (const milliseconds of [0, 1, 999, 1000, 1500, 90_000]) expect(millisecondsOf(durationText(milliseconds))).toBe(milliseconds);
});
