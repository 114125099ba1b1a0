/**
 * The one Remix configuration; vite.config.ts hands it to the Remix plugin (docs/decisions/0001).
 * @type {import("@remix-run/dev").VitePluginConfig}
 */
export default {
  appDirectory: "app",
  ignoredRouteFiles: ["**/.*"],
  serverModuleFormat: "esm",
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: true,
    // Pages discovered one by one lose a race with a form that is sent meanwhile: a page that is there is shown as 404.
    v3_lazyRouteDiscovery: false,
    v3_routeConfig: false,
  },
}
