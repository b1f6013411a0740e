/** Conditions under which the callee surely has not begun to process a request, whatever it is. */
export const UNSENT: readonly string[] = ['connect-failure', 'refused-stream', 'reset-before-request'];
