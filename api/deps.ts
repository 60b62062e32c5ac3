/** What the doors stand on. Nothing here can write. */
import type { OrderCommands } from '../commands/orders/index.ts';
import type { MemberCommands } from '../commands/organisations/members.ts';
import type { PaymentAccountCommands } from '../commands/organisations/payment-accounts.ts';
import type { ProductionCommands } from '../commands/organisations/productions.ts';
import type { NoticeCommands } from '../commands/payments/notices.ts';
import type { PaymentCommands } from '../commands/payments/payment-settled.ts';
import type { SignInCommands } from '../commands/people/sign-in.ts';
import type { BroadcastCommands } from '../commands/shows/broadcast.ts';
import type { ShowCommands } from '../commands/shows/shows.ts';
import type { AccountVault } from '../domain/account-secrets.ts';
import type { ClaimLinks } from '../domain/claim-link.ts';
import type { OrderLinks } from '../domain/order-link.ts';
import type { Contact, PayingProvider } from '../domain/orders.ts';
import type { ScreenKeys } from '../domain/screen-key.ts';
import type { Sealed } from '../domain/sealed.ts';
import type { StageVault } from '../domain/stage-vault.ts';
import type { TicketSigner, TicketVerifier } from '../domain/ticket-token.ts';
import type { MediaProviderName, PlaybackSigner } from '../providers/media/port.ts';
import type { MediaVerifier } from '../providers/media/webhook.ts';
import type { Processes } from '../queries/organiser/processes.ts';
import type { OwnAccount } from '../queries/payments/accounts.ts';
import type { SignInQueries } from '../queries/people/sign-in.ts';
import type { Readers } from '../queries/readers.ts';
import type { Sessions } from './visitor.ts';

export type ApiDeps = {
  readers: Readers;
  orders: OrderCommands;
  payments: PaymentCommands;
  notices: NoticeCommands;
  paymentAccounts: PaymentAccountCommands;
  members: MemberCommands;
  /** Opens the keys of organisations' payment accounts. */
  vault: AccountVault;
  shows: ShowCommands;
  productions: ProductionCommands;
  processes: Processes;
  signIns: SignInCommands & SignInQueries;
  sessions: Sessions;
  tickets: TicketSigner & TicketVerifier;
  /** Ed25519, raw, base64url: what a door checks tickets with. */
  ticketPublicKey: string;
  orderLinks: OrderLinks;
  /** Links that hand a ticket to a companion, or a guest's order to Telegram. */
  claimLinks: ClaimLinks;
  publicUrl: string;
  /** A person's id from what they signed in with. */
  personIdOf: (identity: `telegram:${number}` | `email:${string}`) => string;
  /** A network's id, from its address. */
  networkIdOf: (network: string) => string;
  sealContact: (contact: Contact) => Sealed;
  openContact: (sealed: Sealed) => Contact;
  /** Bot tokens by bot name, for Mini App data. */
  botTokens: Record<string, string>;
  /** Where the house itself can be paid. */
  houseProviders: PayingProvider[];
  /** Webhook secrets by account name. */
  stripeSecrets: Record<string, string>;
  /** The platform's own shops at YooKassa, and networks beside YooKassa's own that may send notifications. */
  yooKassa: { accounts: string[]; moreNetworks: string[] };
  /** Of an account that an organisation brought. */
  ownAccount: (provider: PayingProvider, account: string) => Promise<OwnAccount | undefined>;
  stage: {
    broadcasts: BroadcastCommands;
    /** Of the media provider that this house has. */
    media: {
      name: MediaProviderName;
      signer: PlaybackSigner;
      /** Of a media server that asks us who may publish and watch. */
      accessSecret?: string;
    };
    /** What proves a media server's notices; a server without one has no door here. */
    verifiers: Partial<Record<MediaProviderName, MediaVerifier>>;
    screenKeys: ScreenKeys;
    vault: StageVault;
    /** The header in which a proxy of ours says the caller's country; undefined: nobody knows it. */
    countryHeader?: string;
  };
  house: { botUsername: () => Promise<string | null>; phoneUrl: string | null; temporalUiUrl: string | null };
};
