// Who may import whom (docs/architecture in README.md: "map of the house"). One named rule per arrow.
const modules = "identity|ledger|notices|members|publications|billing|subscriptions|seminars|reports|desk"

/** A module may import the layers below it and itself; the rest of the modules are above it. */
const layer = (names, allowed) => ({
  name: `${names.replaceAll("|", "-")}-import-what-lies-below`,
  severity: "error",
  comment: `app/(${names}) may import: ${allowed.join(", ")}. Move the code to the module that knows both.`,
  from: { path: `^app/(${names})/` },
  to: { path: `^app/(${modules})/`, pathNot: [`^app/(${allowed.join("|")})/`] },
})

module.exports = {
  forbidden: [
    {
      name: "values-import-nothing",
      severity: "error",
      comment: "app/values is pure and browser-safe; pass what it needs as an argument.",
      from: { path: "^app/values/" },
      to: { pathNot: "^app/values/" },
    },
    {
      name: "platform-knows-no-module",
      severity: "error",
      comment: "app/platform serves every module and knows none; move the code into the module.",
      from: { path: "^app/platform/" },
      to: { path: `^(app/(${modules}|ui|routes)|jobs|templates|test)/` },
    },
    layer("identity|ledger|notices", ["identity", "ledger", "notices"]),
    layer("members|publications", ["identity", "ledger", "notices", "members", "publications"]),
    layer("billing", ["identity", "ledger", "notices", "members", "publications", "billing"]),
    layer("subscriptions|seminars", [
      "identity",
      "ledger",
      "notices",
      "members",
      "publications",
      "billing",
      "subscriptions",
      "seminars",
    ]),
    {
      name: "the-ledger-knows-no-other-module",
      severity: "error",
      comment: "The ledger gets ids and amounts; what they mean is the caller's knowledge.",
      from: { path: "^app/ledger/" },
      to: { path: `^app/(${modules})/`, pathNot: "^app/ledger/" },
    },
    {
      name: "templates-import-values-only",
      severity: "error",
      comment: "A template gets data and gives a document; load the data in a Query.",
      from: { path: "^templates/" },
      to: { path: "^(app|db|jobs|test)/", pathNot: "^app/values/" },
    },
    {
      name: "ui-has-no-data-access",
      severity: "error",
      comment: "app/ui may import app/ui, app/values and pure nouns of modules; load data in the route.",
      from: { path: "^app/ui/" },
      to: { path: "^(app/(platform|routes)/|jobs/|db/|test/|app/.*\\.server\\.tsx?$)" },
    },
    {
      name: "nobody-imports-routes-or-jobs",
      severity: "error",
      comment: "Routes and jobs are adapters; move what you need into a module.",
      from: { path: "^(app|db|templates)/", pathNot: "^app/routes/" },
      to: { path: "^(app/routes|jobs)/" },
    },
    {
      name: "the-product-imports-no-tests",
      severity: "error",
      comment: "Only server.ts may load test/support, and never in production.",
      from: { path: "^(app|db|jobs|templates)/" },
      to: { path: "^test/" },
    },
    {
      name: "db-imports-nothing-of-app",
      severity: "error",
      comment: "db/ is SQL and generated types.",
      from: { path: "^db/" },
      to: { path: "^(app|jobs|templates|test)/" },
    },
    {
      name: "only-the-platform-touches-the-database-driver",
      severity: "error",
      comment: "Use scope.sql; knex and pg stay behind app/platform.",
      from: { path: "^(app|jobs|templates)/", pathNot: "^app/platform/" },
      to: { path: "node_modules/(knex|pg|pg-copy-streams|graphile-worker)/" },
    },
    {
      name: "only-billing-stripe-touches-stripe",
      severity: "error",
      comment: "Add what you need to app/billing/stripe.",
      from: { path: "^(app|jobs|templates)/", pathNot: "^app/billing/stripe/" },
      to: { path: "node_modules/stripe/" },
    },
    {
      name: "parts-are-private",
      severity: "error",
      comment: "parts/ belongs to its module; give the module a public Command or Query.",
      from: { path: "^app/([^/]+)/", pathNot: "^app/([^/]+)/parts/" },
      to: { path: "^app/([^/]+)/parts/", pathNot: "^app/$1/parts/" },
    },
    {
      name: "no-circles",
      severity: "error",
      comment: "Two files that import each other are one file, or a third is missing.",
      from: { path: "^(app|jobs|templates)/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
}
