/**
 * Yes, no, or not known, because the request does not say what decides: the address it comes from, for instance.
 * What is not known stays so until something decides without it.
 */
export type Answer = boolean | undefined;

/** Asks something of what is simulated. */
export type Test<Subject> = (subject: Subject) => Answer;

export function allOf<Subject>(tests: readonly Test<Subject>[]): Test<Subject> {
  if (tests.length === 1) return tests[0];
  return (subject) => {
    let answer: Answer = true;
    for (const test of tests) {
      const one = test(subject);
      if (one === false) return false;
      if (one === undefined) answer = undefined;
    }
    return answer;
  };
}

export function anyOf<Subject>(tests: readonly Test<Subject>[]): Test<Subject> {
  if (tests.length === 1) return tests[0];
  return (subject) => {
    let answer: Answer = false;
    for (const test of tests) {
      const one = test(subject);
      if (one === true) return true;
      if (one === undefined) answer = undefined;
    }
    return answer;
  };
}

export function not<Subject>(test: Test<Subject>): Test<Subject> {
  return (subject) => {
    const answer = test(subject);
    return answer === undefined ? undefined : !answer;
  };
}
