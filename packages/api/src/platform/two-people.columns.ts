import { text, timestamp } from 'drizzle-orm/pg-core';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Who proposed a row, and who approved it: another, as the database sees to. Names are kept as they were then. */
export const twoPeople = {
  author: text('author').notNull(),
  authorName: text('author_name').notNull(),
  proposedAt: at('proposed_at').notNull(),
  approver: text('approver'),
  approverName: text('approver_name'),
  approvedAt: at('approved_at'),
};
