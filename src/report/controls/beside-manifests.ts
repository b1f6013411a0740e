import type { Control } from './control';

// What people may look for here, and no object shows: said, so that nobody takes silence for evidence.

export const administrativeAccess = beside('2.2.7', 'administrative access is encrypted', 'which access is administrative: no object says it');

export const storedData = beside('3', 'stored account data is protected', 'what applications and databases store, and how');

export const auditLogDetails = beside(
  '10.2.2', 'audit logs record who, what, when, from where and with which result', 'the fields of a log: the mesh’s configuration defines them, and is no object of the app',
);

export const logsAfterwards = beside('10.3 to 10.7', 'audit logs are protected, reviewed and kept, and their clocks are right', 'what happens to logs after they are written');

function beside(section: string, title: string, beyond: string): Control {
  return { section, title, beyond, judge: () => ({ shown: [], against: [] }) };
}
