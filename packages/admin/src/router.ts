import { createRouter, createWebHistory } from 'vue-router';
import type { Router, RouteRecordRaw } from 'vue-router';

declare module 'vue-router' {
  interface RouteMeta {
    /** What the page is called, in the top bar and in the tab. */
    readonly title: string;
    /** Whether it stands outside the frame, for those who are not signed in. */
    readonly outside?: boolean;
    /** The page of the navigation it belongs to, where it has no place there of its own. */
    readonly within?: string;
  }
}

const routes: readonly RouteRecordRaw[] = [
  { path: '/', redirect: '/price-book' },
  {
    path: '/price-book/timeline/:provider/:model',
    name: 'timeline',
    component: () => import('./timeline/TimelinePage.vue'),
    meta: { title: 'Timeline', within: 'price-book' },
  },
  {
    path: '/price-book/import',
    name: 'price-list-import',
    component: () => import('./price-lists/ImportPage.vue'),
    meta: { title: 'Import a price list', within: 'price-book' },
  },
  {
    path: '/price-book/:entry?',
    name: 'price-book',
    component: () => import('./price-book/PriceBookPage.vue'),
    meta: { title: 'Price book' },
  },
  {
    path: '/price-changes',
    name: 'price-changes',
    component: () => import('./price-changes/ChangeSetsPage.vue'),
    meta: { title: 'Price changes' },
  },
  {
    path: '/price-changes/:changeSet/:tab(edit|review)?',
    name: 'change-set',
    component: () => import('./price-changes/ChangeSetPage.vue'),
    meta: { title: 'Price changes', within: 'price-changes' },
  },
  {
    path: '/re-rating',
    name: 're-ratings',
    component: () => import('./re-rating/ReRatingsPage.vue'),
    meta: { title: 'Re-rating' },
  },
  {
    path: '/re-rating/:run',
    name: 're-rating-run',
    component: () => import('./re-rating/ReRatingRunPage.vue'),
    meta: { title: 'Re-rating', within: 're-ratings' },
  },
  { path: '/overview', name: 'overview', component: () => import('./overview/OverviewPage.vue'), meta: { title: 'Overview' } },
  {
    path: '/charges/:queue(unbilled|in-doubt|estimated|claims|carried)?',
    name: 'charge-queue',
    component: () => import('./charge-queues/ChargeQueuePage.vue'),
    meta: { title: 'Doubts and claims' },
  },
  {
    path: '/quote-accuracy',
    name: 'quote-accuracy',
    component: () => import('./quote-accuracy/QuoteAccuracyPage.vue'),
    meta: { title: 'Quotes and bills' },
  },
  { path: '/spend', name: 'spend', component: () => import('./spend/SpendPage.vue'), meta: { title: 'Spend' } },
  {
    path: '/unit-costs/:tab(accepted|waste|rates|savings|movement)?',
    name: 'unit-costs',
    component: () => import('./unit-costs/UnitCostsPage.vue'),
    meta: { title: 'Unit costs' },
  },
  { path: '/margin', name: 'margin', component: () => import('./margin/MarginPage.vue'), meta: { title: 'Margin' } },
  {
    path: '/playground',
    name: 'playground',
    component: () => import('./playground/PlaygroundPage.vue'),
    meta: { title: 'Playground' },
  },
  {
    path: '/generations/:generation?',
    name: 'generations',
    component: () => import('./generations/GenerationsPage.vue'),
    meta: { title: 'Generations' },
  },
  {
    path: '/approvals/:quote?',
    name: 'approvals',
    component: () => import('./approvals/ApprovalsPage.vue'),
    meta: { title: 'Approvals' },
  },
  {
    path: '/templates/new',
    name: 'template-new',
    component: () => import('./templates/TemplateEditorPage.vue'),
    meta: { title: 'New template' },
  },
  {
    path: '/templates/:template/new-version',
    name: 'template-version-new',
    component: () => import('./templates/TemplateEditorPage.vue'),
    meta: { title: 'New version' },
  },
  {
    path: '/templates/:template?',
    name: 'templates',
    component: () => import('./templates/TemplatesPage.vue'),
    meta: { title: 'Templates' },
  },
  { path: '/stages', name: 'stages', component: () => import('./stages/StagesPage.vue'), meta: { title: 'Stages' } },
  {
    path: '/reconciliation/statements/:statement?',
    name: 'statements',
    component: () => import('./statements/StatementsPage.vue'),
    meta: { title: 'Statements' },
  },
  {
    path: '/reconciliation/line-items',
    name: 'line-items',
    component: () => import('./line-items/LineItemsPage.vue'),
    meta: { title: 'Line items' },
  },
  {
    path: '/reconciliation/policies',
    name: 'provider-policies',
    component: () => import('./provider-policies/PoliciesPage.vue'),
    meta: { title: 'Provider policies' },
  },
  {
    path: '/reconciliation',
    name: 'reconciliations',
    component: () => import('./reconciliation/ReconciliationsPage.vue'),
    meta: { title: 'Reconciliation' },
  },
  {
    path: '/reconciliation/:run/:item(\\d+)?',
    name: 'reconciliation',
    component: () => import('./reconciliation/ReconciliationPage.vue'),
    meta: { title: 'Reconciliation', within: 'reconciliations' },
  },
  { path: '/close', name: 'closes', component: () => import('./close/ClosesPage.vue'), meta: { title: 'Close' } },
  {
    path: '/close/:month(\\d{4}-\\d{2})/:tab(cut-off|doubts|movement|prices)?',
    name: 'close-month',
    component: () => import('./close/CloseMonthPage.vue'),
    meta: { title: 'Close', within: 'closes' },
  },
  {
    path: '/trial-balance/:account?',
    name: 'trial-balance',
    component: () => import('./trial-balance/TrialBalancePage.vue'),
    meta: { title: 'Trial balance' },
  },
  {
    path: '/prepaid/:lot?',
    name: 'prepaid-lots',
    component: () => import('./prepaid/PrepaidLotsPage.vue'),
    meta: { title: 'Prepaid lots' },
  },
  { path: '/budgets', name: 'budgets', component: () => import('./budgets/BudgetsPage.vue'), meta: { title: 'Budgets' } },
  {
    path: '/settings/:tab(people|keys)?',
    name: 'settings',
    component: () => import('./settings/SettingsPage.vue'),
    meta: { title: 'Settings' },
  },
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./access/SignInPage.vue'),
    meta: { title: 'Sign in', outside: true },
  },
  { path: '/join', name: 'join', component: () => import('./access/JoinPage.vue'), meta: { title: 'Join', outside: true } },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('./frame/NotFoundPage.vue'), meta: { title: 'No such page' } },
];

/** Every page and its address. A page's code is loaded when it is first opened. */
export function createAdminRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes,
  });
  router.afterEach((to) => {
    document.title = `${to.meta.title} · Halfpenny`;
  });
  return router;
}
