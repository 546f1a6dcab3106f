import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './app.css';
import ui from '@nuxt/ui/vue-plugin';
import urql from '@urql/vue';
import { createApp } from 'vue';
import App from './App.vue';
import { apiClient } from './graphql/api-client.ts';
import { createAdminRouter } from './router.ts';
import { browserClock, clockKey } from './time/browser-clock.ts';

const router = createAdminRouter();

/** To the page where people sign in, and from there back to where they were. */
async function signIn(): Promise<void> {
  // The service may answer before the first page is loaded; until then the router does not say where they are.
  await router.isReady();
  const { meta, fullPath } = router.currentRoute.value;
  if (meta.outside !== true) await router.replace({ name: 'sign-in', query: { to: fullPath } });
}

createApp(App)
  .use(router)
  .use(ui)
  .use(
    urql,
    apiClient(() => void signIn()),
  )
  .provide(clockKey, browserClock)
  .mount('#app');
