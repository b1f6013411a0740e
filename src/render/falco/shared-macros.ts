import { type Watch } from './watch';
import type { FalcoMacro } from '../../model/falco';

/** Macros that say which system calls they are about, and those that do not. */
export const CALLS = ['spawned', 'opened', 'connected', 'sent'] as const;
export const CIRCUMSTANCES = ['to_itself', 'proxy', 'proxy_program', 'proxy_identity', 'runtime'] as const;

/** What conditions say again and again. None names another one. */
export function sharedMacros({ word, proxies, set: { proxyUid } }: Watch): FalcoMacro[] {
  const conditions: Record<(typeof CALLS | typeof CIRCUMSTANCES)[number], string> = {
    // a call that failed has made nothing: what is named would be who tried
    spawned: 'evt.type in (execve, execveat) and evt.res = SUCCESS',
    opened: 'evt.type in (open, openat, openat2) and fd.typechar = f and fd.num >= 0',
    connected: 'evt.type = connect and fd.typechar in (4, 6)',
    sent: 'evt.type in (sendto, sendmsg, sendmmsg) and fd.typechar in (4, 6)',
    to_itself: 'fd.snet = "127.0.0.0/8" or fd.sip = "::1"',
    proxy: [...(proxies.length === 0 ? [] : [`k8s.ns.name in (${word('proxy_namespaces')})`]), 'container.name = istio-proxy'].join(' and '),
    proxy_program: `container.name in (${word('proxy_containers')}) and proc.exepath in (${word('proxy_executables')})`,
    // the rules of the pod's network let pass what has either of them
    proxy_identity: `user.uid = ${proxyUid} or group.gid = ${proxyUid}`,
    // runtimes start programs in a container by a copy of themselves
    runtime: 'proc.exepath startswith memfd:runc_cloned',
  };
  return Object.entries(conditions).map(([name, condition]) => ({ name: word(name), condition }));
}
