import { all, podsOf } from './pods';
import { type Watch } from './watch';
import type { FalcoCheck, FalcoPriority, FalcoRule } from '../../model/falco';
import { required } from '../internal';

/** One check, as it is looked for in what is watched. */
export interface CheckRule {
  readonly check: FalcoCheck;
  /** Begins with a capital, as Falco's own do. */
  readonly title: string;
  readonly desc: string;
  /** All of them hold. */
  readonly condition: readonly string[];
  /** Shown besides who did it, where, and by which program. */
  readonly shows: Readonly<Record<string, string>>;
  readonly priority: FalcoPriority;
  readonly tags: readonly string[];
}

const WHO = {
  namespace: 'k8s.ns.name', pod: 'k8s.pod.name', container: 'container.name', image: 'container.image.repository', user: 'user.uid', program: 'proc.exepath',
};

export const FILE = { command: 'proc.cmdline', file: 'fd.name' };
export const CONNECTION = { connection: 'fd.name' };
export const PROCESS = { command: 'proc.cmdline', parent: 'proc.pname' };

/** Of what was allowed, the condition knows the pods, and the description the reason. */
export function renderCheckRule({ set, model }: Watch, { check, title, desc, condition, shows, priority, tags }: CheckRule): FalcoRule {
  const allowed = model.falcoAllowancesOf(set.name).filter((allowance) => allowance.check === check);
  const shown = Object.entries({ ...WHO, ...shows }).map(([name, field]) => `${name}=%${field}`);
  const exceptions = allowed.map(({ service, processes }) => {
    const pods = podsOf(required(model.services.get(service), `service ${service}`));
    return `not ${all(processes === undefined ? pods : [...pods, `proc.name in (${processes.join(', ')})`])}`;
  });
  const reasons = allowed.map(({ service, processes, reason }) => `Of ${service}${processes === undefined ? '' : ` by ${processes.join(', ')}`} not reported: ${reason}.`);
  return {
    name: `${title} (${set.name})`,
    desc: [desc, ...reasons].join(' '),
    condition: [...condition, ...exceptions].join(' and '),
    output: `${title} | ${shown.join(' ')}`,
    priority,
    tags: ['container', ...tags],
    enabled: true,
  };
}
