/** Downloads the official Temporal CLI. */
import { downloadArchive, downloadTarget } from '../../programs/download.ts';
import type { Fetch } from '../../programs/obtain.ts';

/** @see https://docs.temporal.io/cli/setup-cli for the address */
export async function downloadCli({ version, folder, log, signal }: Fetch): Promise<void> {
  const { platform, arch } = downloadTarget();
  const address = `https://temporal.download/cli/archive/v${version}?platform=${platform}&arch=${arch}`;
  await downloadArchive({ name: `Temporal CLI ${version}`, address, folder, log, signal });
}
