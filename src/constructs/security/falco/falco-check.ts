/**
 * What `FalcoRules` looks for.
 */
export enum FalcoCheck {
  /** A program that changes which connections reach the proxy is started in a pod. */
  FIREWALL_CHANGED = 'FIREWALL_CHANGED',
  /** Somebody other than the proxy runs with its user or group, whose connections are not sent through it. */
  PROXY_IDENTITY_TAKEN = 'PROXY_IDENTITY_TAKEN',
  /** Somebody other than the proxy connects with its user or group. */
  CONNECTION_AROUND_PROXY = 'CONNECTION_AROUND_PROXY',
  /** A program that is not the proxy's is started in its container. */
  PROCESS_IN_PROXY = 'PROCESS_IN_PROXY',
  /** A certificate, key or token is opened for writing. */
  CREDENTIALS_WRITTEN = 'CREDENTIALS_WRITTEN',
  /** What a proxy proves its identity by is read by somebody else. */
  CREDENTIALS_READ = 'CREDENTIALS_READ',
  /** The token by which a pod may ask the API server is read. */
  TOKEN_READ = 'TOKEN_READ',
  /** A service connects to a port that nothing has that it was declared to call. */
  UNDECLARED_CONNECTION = 'UNDECLARED_CONNECTION',
  /** A pod sends datagrams, which the mesh does not carry, other than questions for names. */
  DATAGRAM_AROUND_PROXY = 'DATAGRAM_AROUND_PROXY',
  /** A shell is started that is not what a container begins with. */
  SHELL_IN_CONTAINER = 'SHELL_IN_CONTAINER',
  /** An application connects to where its proxy is administered, debugged or ended. */
  PROXY_ASKED = 'PROXY_ASKED',
}
