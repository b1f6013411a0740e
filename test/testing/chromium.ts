import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

/** The browser that pages are tried in, where there is one. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--force-device-scale-factor=1',
  '--remote-debugging-pipe',
];

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: any;
  readonly result?: any;
  readonly error?: { readonly message: string };
}

/** A headless browser of its own, told what to do through a pipe. */
export class Chromium {
  private readonly profile = mkdtempSync(join(tmpdir(), 'cdk8s-istio-page-'));
  private readonly process: ChildProcess;
  private readonly waiting = new Map<number, { readonly done: (result: any) => void; readonly failed: (error: Error) => void }>();
  private readonly listeners: ((message: Message) => void)[] = [];
  private buffer = '';
  private last = 0;

  constructor(executable: string) {
    this.process = spawn(executable, [...FLAGS, `--user-data-dir=${this.profile}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    (this.process.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => this.receive(text));
    this.process.once('exit', () => {
      for (const { failed } of this.waiting.values()) failed(new Error('the browser has ended'));
    });
  }

  async open(file: string, { width = 1400, height = 900, dark = false } = {}): Promise<BrowserPage> {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new BrowserPage((method, params) => this.send(method, params, sessionId));
    this.listeners.push((message) => page.notice(message));
    for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await page.send(`${domain}.enable`);
    await page.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
    await page.navigate(pathToFileURL(file).href);
    return page;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.waiting.clear();
    this.process.kill();
    await ended;
  }

  private async send(method: string, params: object = {}, sessionId?: string): Promise<any> {
    const id = (this.last += 1);
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed });
      (this.process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  private receive(text: string): void {
    const parts = (this.buffer + text).split('\0');
    this.buffer = parts.pop()!;
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      const waiting = message.id === undefined ? undefined : this.waiting.get(message.id);
      if (waiting === undefined) {
        for (const listener of this.listeners) listener(message);
        continue;
      }
      this.waiting.delete(message.id!);
      if (message.error === undefined) waiting.done(message.result);
      else waiting.failed(new Error(message.error.message));
    }
  }
}

export class BrowserPage {
  /** Everything that went wrong: exceptions, errors in the console, dialogs. */
  readonly complaints: string[] = [];
  /** Everything that was asked for, the file itself included. */
  readonly requests: string[] = [];
  private loaded: (() => void) | undefined;

  constructor(readonly send: (method: string, params?: object) => Promise<any>) {}

  notice({ method, params }: Message): void {
    if (method === 'Runtime.exceptionThrown') {this.complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);} else if (method === 'Log.entryAdded') {this.complaints.push(params.entry.text);} else if (method === 'Page.javascriptDialogOpening') {this.complaints.push(`dialog: ${params.message}`);} else if (method === 'Network.requestWillBeSent') {this.requests.push(params.request.url);} else if (method === 'Page.loadEventFired') {this.loaded?.();}
  }

  async navigate(url: string): Promise<void> {
    const loading = new Promise<void>((resolve) => {
      this.loaded = resolve;
    });
    await this.send('Page.navigate', { url });
    await loading;
    await this.drawn();
  }

  /** What an expression is in the page. */
  async evaluate<Value>(expression: string): Promise<Value> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits until what is planned is drawn. */
  async drawn(): Promise<void> {
    await this.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))))');
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
      const params = {
        key,
        code: key,
        windowsVirtualKeyCode: CODES[key] ?? key.toUpperCase().charCodeAt(0),
        ...(text === undefined ? {} : { text }),
      };
      await this.send('Input.dispatchKeyEvent', { type: 'keyDown', ...params });
      await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...params });
    }
    await this.drawn();
  }

  async type(text: string): Promise<void> {
    await this.send('Input.insertText', { text });
    await this.drawn();
  }

  async screenshot(): Promise<Buffer> {
    return Buffer.from((await this.send('Page.captureScreenshot', { format: 'png' })).data, 'base64');
  }
}

const CODES: Readonly<Record<string, number>> = {
  Tab: 9,
  Enter: 13,
  Escape: 27,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
};
