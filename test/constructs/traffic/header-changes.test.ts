import { HeaderChanges } from '../../../src/constructs/traffic/header-changes';

describe('HeaderChanges', () => {
  test('writes names in lower case and in order', () => {
    expect(JSON.stringify(HeaderChanges.of({
      request: { set: { 'X-B': '%REQ(x-id)%', 'x-a': '100%%' }, remove: ['X-D', 'x-c'] },
      response: { add: { 'X-E': '{{ .x }}' } },
    })._changes)).toBe(JSON.stringify({
      request: { set: { 'x-a': '100%%', 'x-b': '%REQ(x-id)%' }, remove: ['x-c', 'x-d'] },
      response: { add: { 'x-e': '{{ .x }}' } },
    }));
  });

  test('does not change with the map it was made from', () => {
    const set = { a: '1' };
    const changes = HeaderChanges.of({ request: { set } });
    set.a = '2';
    expect(changes._changes.request?.set).toEqual({ a: '1' });
  });

  test.each([
    ['MSH014', {}],
    ['MSH014', { request: {} }],
    ['MSH001', { request: { set: {} } }],
    ['MSH001', { response: { remove: [] } }],
    ['MSH015', { request: { set: { 'X-A': '1' }, remove: ['x-a'] } }],
    ['MSH015', { request: { set: { 'X-A': '1', 'x-a': '2' } } }],
    ['MSH020', { request: { set: { 'x a': '1' } } }],
    ['MSH021', { request: { set: { Host: 'a.example.com' } } }],
    ['MSH021', { response: { remove: [':status'] } }],
    ['MSH022', { request: { set: { a: '' } } }],
    ['MSH022', { request: { add: { a: 'b\r\nset-cookie: c' } } }],
    ['MSH022', { request: { add: { a: '100%' } } }],
  ])('refuses with %s (%#)', (code, options) => {
    expect(() => HeaderChanges.of(options)).toThrow(`[${code}]`);
  });

  test('points from Host to the rewrite', () => {
    expect(() => HeaderChanges.of({ request: { set: { host: 'a' } } })).toThrow('Rewrite.authority');
  });
});
