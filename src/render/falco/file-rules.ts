import { type CheckRule, FILE } from './check-rule';
import { type Watch } from './watch';

/** Certificates, keys and tokens that somebody reads or changes whose they are not. */
export function fileRules({ word, proxies }: Watch): CheckRule[] {
  const named = `k8s.ns.name in (${word('namespaces')})`;
  const opened = (how: 'read' | 'write', list: string) => [word('opened'), `evt.is_open_${how} = true`, `fd.name pmatch (${word(list)})`];
  return [
    {
      check: 'CREDENTIALS_WRITTEN',
      title: 'Certificate or token opened for writing',
      desc: 'Files by which a pod proves who it is, or knows whom to trust, were opened to be changed by somebody other than the proxy.',
      condition: [...opened('write', 'credential_paths'), named, `not ${word('proxy_program')}`],
      shows: FILE,
      priority: 'ERROR',
      tags: ['filesystem', 'mitre_credential_access', 'T1556'],
    },
    ...(proxies.length === 0 ? [] : [{
      check: 'CREDENTIALS_READ' as const,
      title: 'Credentials of a proxy read',
      desc: 'The token or the certificate by which a proxy proves who it is was read by somebody else, who could then call in its name.',
      condition: [...opened('read', 'mesh_credential_paths'), `k8s.ns.name in (${word('proxy_namespaces')})`, `not ${word('proxy_program')}`],
      shows: FILE,
      priority: 'WARNING' as const,
      tags: ['filesystem', 'mitre_credential_access', 'T1552.001'],
    }]),
    {
      check: 'TOKEN_READ',
      title: 'Token of a service account read',
      desc: 'Pods of the library have no token for the API server; one that has it, and uses it, is known by name.',
      condition: [...opened('read', 'token_paths'), named, `not ${word('proxy_program')}`],
      shows: FILE,
      priority: 'WARNING',
      tags: ['filesystem', 'mitre_credential_access', 'T1528'],
    },
  ];
}
