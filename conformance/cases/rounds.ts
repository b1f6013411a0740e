import type { Case } from './case';

/** Each proxy takes two of the 128 inotify instances that Linux gives one user on the whole machine, and clients are to come. */
const PODS_AT_ONCE = 32;

/** Cases that are judged at the same time: as many as the machine has room for, and alone who has rules for everybody. */
export function roundsOf(cases: readonly Case[]): Case[][] {
  const rounds: Case[][] = [];
  for (const one of cases.filter(({ isForAll }) => !isForAll).sort((a, b) => b.pods - a.pods)) {
    const round = rounds.find((those) => one.pods + those.reduce((sum, { pods }) => sum + pods, 0) <= PODS_AT_ONCE);
    if (round === undefined) rounds.push([one]);
    else round.push(one);
  }
  return [...rounds, ...cases.filter(({ isForAll }) => isForAll).map((one) => [one])];
}
