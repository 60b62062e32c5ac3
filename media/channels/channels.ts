/** All channels that the server knows, a file each in the data folder. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson } from '../durable-file.ts';
import { Channel } from './channel.ts';
import type { ChannelDeps, Refusal } from './deps.ts';
import { type ChannelState, newChannel } from './state.ts';

/** Names a channel: it stands in addresses and paths. */
export const isChannelId = (text: string): boolean => /^[\w-]{8,64}$/.test(text);

const WATCH_EVERY = 250;
/** A programme that is refused comes again every few seconds: one word a minute is enough. */
const WORD_EVERY = 60_000;
const MOST_WORDS = 1000;

export class Channels {
  readonly #folder: string;
  readonly #deps: ChannelDeps;
  readonly #all = new Map<string, Channel>();
  readonly #told = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  /** Refused attempts to publish, by reason. */
  readonly refused: Record<Refusal, number> = { unknownChannel: 0, wrongKey: 0, secondPublisher: 0, tornDown: 0 };

  constructor(folder: string, deps: ChannelDeps) {
    this.#folder = folder;
    this.#deps = deps;
  }

  async open(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#folder)) {
      if (!name.endsWith('.json')) continue;
      const state = await readJson<ChannelState>(join(this.#folder, name));
      if (state) this.#add(state);
    }
    await Promise.all([...this.#all.values()].map((channel) => channel.recover()));
    this.#timer = setInterval(() => {
      for (const channel of this.#all.values()) channel.watch(Date.now());
    }, WATCH_EVERY);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.#all.values()].map((channel) => channel.close()));
  }

  get(channelId: string): Channel | undefined {
    return this.#all.get(channelId);
  }

  all(): Channel[] {
    return [...this.#all.values()];
  }

  async provision(channelId: string, request: Parameters<Channel['provision']>[0]): Promise<Channel> {
    const channel = this.#all.get(channelId) ?? this.#add(newChannel(channelId));
    await channel.provision(request);
    return channel;
  }

  /** The door of everybody who wants to publish. @returns the channel, or why not; a refusal is counted and told. */
  admit(channelId: string, key: string): { channel: Channel } | { refused: Refusal } {
    const channel = this.#all.get(channelId);
    const refused = channel ? channel.refusal(key) : 'unknownChannel';
    if (channel && !refused) return { channel };
    // Its encoder has lost the connection and is back before we noticed: it comes again in a moment.
    if (refused !== 'secondPublisher' || !channel?.cutIfSilent()) this.#refuse(channelId, refused!);
    return { refused: refused! };
  }

  #refuse(channelId: string, why: Refusal): void {
    this.refused[why] += 1;
    const now = Date.now();
    const name = `${channelId} ${why}`;
    if ((this.#told.get(name) ?? 0) > now - WORD_EVERY) return;
    // Whoever makes up names must not fill our memory.
    if (this.#told.size >= MOST_WORDS) this.#told.clear();
    this.#told.set(name, now);
    this.#deps.report('publishing refused', { channelId, why });
    if (isChannelId(channelId)) this.#deps.tell({ kind: 'refused', channelId, why });
  }

  #add(state: ChannelState): Channel {
    const channel = new Channel(state, join(this.#folder, `${state.channelId}.json`), this.#deps);
    this.#all.set(state.channelId, channel);
    return channel;
  }
}
