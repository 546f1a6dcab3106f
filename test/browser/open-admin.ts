/** The admin as a person meets it: built, served by the real service under its own policy, opened in a real Chromium. */
import { buildStale } from '@halfpenny/local';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../world/chromium.ts';
import { startWorld } from '../world/service.ts';
import type { World } from '../world/service.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The instant at which service and pages stand: two models shut down eleven days later. */
const now = '2026-11-20T12:00:00Z';

/** How a page is looked at. */
interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** The instant at which the page stands; that of the service unless said otherwise. */
  readonly at?: string;
  /** The key of whoever looks; absent: nobody shows one. */
  readonly key?: string;
}

/** A page, and everything about it that a visitor should never be able to cause. */
interface AdminPage {
  readonly page: Page;
  /** Addresses asked of other hosts than our own. */
  readonly foreign: string[];
  /** Errors in the page and in its console: a refused policy, a failed request, an exception. */
  readonly complaints: string[];
}

/** A running admin and the world behind it. */
export interface Admin {
  readonly world: World;
  /** Opens a page at an address, its clock standing still. Each has a fresh browser profile. */
  open(path: string, look?: Look): Promise<AdminPage>;
  close(): Promise<void>;
}

/** How the admin under test is started. */
export interface Opening {
  /** False: people have to sign in. */
  readonly open?: boolean;
  /** Settings beyond the usual, by the names of their variables. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Builds what is stale and starts everything. */
export async function openAdmin({ open = true, environment = {} }: Opening = {}): Promise<Admin> {
  await buildStale({ repository, env: process.env });
  // A copy: whoever builds the admin anew meanwhile takes nothing away from a page that is being looked at.
  const adminFolder = await mkdtemp(join(tmpdir(), 'halfpenny-admin-'));
  await cp(join(repository, 'packages/admin/dist'), adminFolder, { recursive: true });
  const world = await startWorld({ now, adminFolder, open, environment });
  const browser = await launchChromium();
  return {
    world,
    open: (path, look) => openPage(browser, world.address, path, look),
    close: async () => {
      await browser.close();
      await world.close();
      await rm(adminFolder, { recursive: true });
    },
  };
}

async function openPage(browser: Browser, address: string, path: string, look: Look = {}): Promise<AdminPage> {
  const { width = 1280, height = 800, dark = false, at = now, key } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Vienna',
    ...(key !== undefined && { extraHTTPHeaders: { authorization: `Bearer ${key}` } }),
  });
  const page = await context.newPage();
  const opened: AdminPage = { page, foreign: [], complaints: [] };
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== address) opened.foreign.push(request.url());
  });
  page.on('pageerror', (error) => opened.complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') opened.complaints.push(message.text());
  });
  await page.clock.setFixedTime(at);
  await page.goto(address + path);
  return opened;
}
