import { createRouter, createWebHistory } from 'vue-router';
import type { Router } from 'vue-router';

declare module 'vue-router' {
  interface RouteMeta {
    /** What the page is called, in the top bar and in the tab. */
    readonly title: string;
    /** Whether it stands outside the frame, for those who are not signed in. */
    readonly outside?: boolean;
  }
}

/** Every page and its address. A page's code is loaded when it is first opened. */
export function createAdminRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/', redirect: '/price-book' },
      {
        path: '/price-book/:entry?',
        name: 'price-book',
        component: () => import('./price-book/PriceBookPage.vue'),
        meta: { title: 'Price book' },
      },
      {
        path: '/playground',
        name: 'playground',
        component: () => import('./playground/PlaygroundPage.vue'),
        meta: { title: 'Playground' },
      },
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
    ],
  });
  router.afterEach((to) => {
    document.title = `${to.meta.title} · Halfpenny`;
  });
  return router;
}
