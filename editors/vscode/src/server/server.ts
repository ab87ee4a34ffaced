// The language server's life: found, started, stopped, started again.

import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import {
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  commands,
  window,
  workspace,
} from 'vscode';
import {
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import { selector } from '../documents.ts';
import { explicit } from '../settings.ts';
import { CAPABILITY, METHOD, type Told } from '../speakers/told.ts';
import { type Outcome, lookUp, sourceInWords } from './lookup.ts';

/** How far the server is; what the language status says. */
export type Condition =
  | { kind: 'stopped' }
  | { kind: 'starting' }
  | { kind: 'running'; version: string; program: string }
  | { kind: 'failed'; message: string };

/** How long a server may take to leave when it is asked to, in milliseconds. */
const PATIENCE = 2000;

/** A server that dies more often than this within so many milliseconds stays dead. */
const MOST_DEATHS = 4;
const DEATHS_WITHIN = 3 * 60 * 1000;

export class Server implements Disposable {
  private readonly changed = new EventEmitter<Condition>();
  /** Told of each new condition. */
  readonly onDidChange = this.changed.event;

  private readonly speakers = new EventEmitter<Told>();
  /** Told who is quoted in a document; its address is as VS Code writes it. */
  readonly onDidTellSpeakers = this.speakers.event;

  private current: Condition = { kind: 'stopped' };
  private running: LanguageClient | undefined;
  /** Starts and stops wait for each other. */
  private queue: Promise<void> = Promise.resolve();
  /** When the server has died lately, in milliseconds since 1970. */
  private deaths: number[] = [];
  private readonly context: ExtensionContext;
  private readonly log: LogOutputChannel;
  private readonly keys: readonly string[];

  constructor(context: ExtensionContext, log: LogOutputChannel, keys: readonly string[]) {
    this.context = context;
    this.log = log;
    this.keys = keys;
  }

  get condition(): Condition {
    return this.current;
  }

  /** The client, if the server is up. */
  get client(): LanguageClient | undefined {
    return this.current.kind === 'running' ? this.running : undefined;
  }

  /** The program, as the settings have it now. */
  program(): Outcome {
    return lookUp({
      trusted: workspace.isTrusted,
      setting: workspace.getConfiguration('onrecord').get('server.path', ''),
      environment: process.env,
      platform: process.platform,
      extension: this.context.extensionPath,
      home: homedir(),
      isProgram,
    });
  }

  /** Starts the server for documents in these languages; one that runs is stopped first. */
  start(languages: readonly string[]): Promise<void> {
    return this.inTurn(async () => {
      await this.stopNow();
      await this.startNow(languages);
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.stopNow());
  }

  dispose(): void {
    this.changed.dispose();
    this.speakers.dispose();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work).catch((error: unknown) => this.log.error(String(error)));
    return this.queue;
  }

  private async startNow(languages: readonly string[]): Promise<void> {
    const outcome = this.program();
    if (!outcome.found) {
      this.fail(outcome.message, outcome.setting ? ['Open Settings'] : ['Open Settings', 'Show Log']);
      return;
    }
    const { program, source } = outcome;
    this.log.info(`Starting ${program}, ${sourceInWords(source)}, for ${languages.join(', ')}`);
    const client = new LanguageClient(
      'onrecord',
      'Onrecord',
      {
        command: program,
        args: ['server'],
        transport: TransportKind.stdio,
        options: { env: this.environment() },
      },
      this.options(languages),
    );
    client.registerFeature({
      fillClientCapabilities: (capabilities) => {
        capabilities.experimental = { ...(capabilities.experimental as object), [CAPABILITY]: true };
      },
      initialize: () => {},
      getState: () => ({ kind: 'static' }),
      clear: () => {},
    });
    client.onNotification(METHOD, ({ uri, ...told }: Told) => {
      // What a server says that has been stopped meanwhile counts no more.
      if (client === this.running)
        this.speakers.fire({ uri: client.protocol2CodeConverter.asUri(uri).toString(), ...told });
    });
    client.onDidChangeState(({ newState }) => {
      if (client === this.running && newState === State.Starting) {
        this.become({ kind: 'starting' });
      } else if (client === this.running && newState === State.Running) {
        this.becomeRunning(client, program);
      }
    });
    this.running = client;
    try {
      await client.start();
    } catch (error) {
      this.running = undefined;
      if (this.current.kind !== 'failed')
        this.fail(`${program} could not be started: ${messageOf(error)}`, ['Show Log', 'Open Settings']);
    }
  }

  private becomeRunning(client: LanguageClient, program: string): void {
    const version = client.initializeResult?.serverInfo?.version ?? 'of unknown version';
    this.log.info(`The server ${version} is running`);
    this.become({ kind: 'running', version, program });
  }

  private async stopNow(): Promise<void> {
    const client = this.running;
    this.running = undefined;
    if (client !== undefined) {
      this.become({ kind: 'stopped' });
      // A server that does not answer is ended all the same.
      await client.dispose(PATIENCE).catch((error: unknown) => this.log.warn(messageOf(error)));
    }
  }

  private environment(): NodeJS.ProcessEnv {
    const log = workspace.getConfiguration('onrecord').get('server.log', '');
    return log === '' || !workspace.isTrusted ? process.env : { ...process.env, ONRECORD_LOG: log };
  }

  private options(languages: readonly string[]): LanguageClientOptions {
    return {
      documentSelector: selector(languages),
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      errorHandler: {
        // A server that has died makes a few of these, before its end is noticed; by itself the client would then
        // take it for stopped on purpose, and not start it again.
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.afterDeath(),
      },
      synchronize: { configurationSection: 'onrecord' },
      middleware: {
        workspace: {
          // Settings that nobody has set stay out of the answer: `onrecord.toml` decides those.
          configuration: async (params, token, next) => {
            const answer = await next(params, token);
            if (!Array.isArray(answer)) return answer;
            return params.items.map((item, i) => {
              if (item.section !== 'onrecord') return answer[i];
              const scope =
                item.scopeUri === undefined
                  ? undefined
                  : this.running?.protocol2CodeConverter.asUri(item.scopeUri);
              const settings = workspace.getConfiguration('onrecord', scope ?? null);
              return explicit(this.keys, (key) => settings.inspect(key));
            });
          },
        },
      },
    };
  }

  /** Starts the server again, unless it dies all the time. */
  private afterDeath(): CloseHandlerResult {
    if (this.current.kind !== 'running') {
      this.fail('The server ended before it was ready. Is the program Onrecord?', [
        'Show Log',
        'Open Settings',
      ]);
      return { action: CloseAction.DoNotRestart, handled: true };
    }
    const now = Date.now();
    this.deaths = [...this.deaths.filter((time) => now - time < DEATHS_WITHIN), now];
    if (this.deaths.length <= MOST_DEATHS) {
      this.log.warn('The server has died, and is started again');
      return { action: CloseAction.Restart, handled: true };
    }
    this.deaths = [];
    this.fail(`The server has died ${MOST_DEATHS + 1} times in a few minutes. The log may tell why.`, [
      'Show Log',
    ]);
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  private become(condition: Condition): void {
    this.current = condition;
    this.changed.fire(condition);
  }

  private fail(message: string, buttons: string[]): void {
    this.log.error(message);
    this.become({ kind: 'failed', message });
    void window.showErrorMessage(`Onrecord: ${message}`, ...buttons).then((button) => {
      if (button === 'Open Settings') {
        void commands.executeCommand('workbench.action.openSettings', 'onrecord.server.path');
      } else if (button === 'Show Log') {
        this.log.show();
      }
    });
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
