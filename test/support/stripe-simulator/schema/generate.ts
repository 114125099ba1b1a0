// Run `npx tsx test/support/stripe-simulator/schema/generate.ts` after every change of the SDK or of simulated-types.ts.
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { format } from "prettier"
import Stripe from "stripe"
import ts from "typescript"

interface Schema {
  [keyword: string]: unknown
}

// Stripe's numbers are whole apart from these; a fraction anywhere else is a mistake worth refusing.
const FRACTIONS = /percent|rate|weight|height|length|width|latitude|longitude/

const source = fileURLToPath(new URL("simulated-types.ts", import.meta.url))
const program = ts.createProgram([source], {
  strict: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  skipLibCheck: true,
  types: ["node"],
})
const checker = program.getTypeChecker()
const definitions: Record<string, Schema> = {}
const names = new Map<ts.Type, string>()
const simulatedObjects = new Set<string>()

const nameOf = (type: ts.Type) => type.aliasSymbol?.name ?? type.getSymbol()?.name ?? ""
const has = (type: ts.Type, flag: ts.TypeFlags) => (type.flags & flag) !== 0
const isOtherString = (type: ts.Type) => nameOf(type) === "OtherString"
const isDecimal = (type: ts.Type) => nameOf(type) === "Decimal" || nameOf(type) === "DecimalImpl"

function unionSchema(members: readonly ts.Type[], property: string): Schema {
  const nullable = members.some((member) => has(member, ts.TypeFlags.Null)) ? [null] : []
  const rest = members.filter((member) => !has(member, ts.TypeFlags.Null | ts.TypeFlags.Undefined))
  const literals = rest.filter((member): member is ts.StringLiteralType => member.isStringLiteral())
  const others = rest.filter((member) => !member.isStringLiteral() && !(isOtherString(member) && literals.length > 0))
  if (others.length === 0 && literals.length > 0) {
    return { enum: [...literals.map((literal) => literal.value).sort(), ...nullable] }
  }
  const isObject = (type: ts.Type) => has(type, ts.TypeFlags.Object) && !isDecimal(type)
  if (others.some((member) => has(member, ts.TypeFlags.String)) && others.some(isObject)) {
    return { type: ["string", "object", ...(nullable.length > 0 ? ["null"] : [])] }
  }
  const schemas: Schema[] = joinBooleans(others, property)
  if (literals.length > 0) schemas.push({ enum: literals.map((literal) => literal.value).sort() })
  if (nullable.length > 0) schemas.push({ type: "null" })
  if (schemas.length === 1 && schemas[0] !== undefined) return schemas[0]
  if (schemas.every((schema) => typeof schema.type === "string" && Object.keys(schema).length === 1)) {
    return { type: schemas.map((schema) => schema.type) }
  }
  return { anyOf: schemas }
}

function joinBooleans(types: readonly ts.Type[], property: string): Schema[] {
  const booleans = types.filter((type) => has(type, ts.TypeFlags.BooleanLiteral))
  const rest = types.filter((type) => !has(type, ts.TypeFlags.BooleanLiteral)).map((type) => schemaOf(type, property))
  if (booleans.length === 2) rest.push({ type: "boolean" })
  if (booleans.length === 1 && booleans[0] !== undefined) {
    rest.push({ const: checker.typeToString(booleans[0]) === "true" })
  }
  return rest
}

function schemaOf(type: ts.Type, property: string): Schema {
  if (has(type, ts.TypeFlags.Unknown)) return {}
  if (isDecimal(type)) return { type: "string" }
  if (type.isUnion()) return unionSchema(type.types, property)
  if (has(type, ts.TypeFlags.BooleanLiteral)) return { const: checker.typeToString(type) === "true" }
  if (type.isStringLiteral()) return { enum: [type.value] }
  if (has(type, ts.TypeFlags.String) || isOtherString(type)) return { type: "string" }
  if (has(type, ts.TypeFlags.Number)) return { type: FRACTIONS.test(property) ? "number" : "integer" }
  if (has(type, ts.TypeFlags.Boolean)) return { type: "boolean" }
  if (checker.isArrayType(type)) return { type: "array", items: schemaOf(argumentOf(type), property) }
  if (nameOf(type) === "ApiList") return listSchema(argumentOf(type), property)
  if (has(type, ts.TypeFlags.Object)) return reference(type)
  throw new Error(`${property}: no schema for ${checker.typeToString(type)}`)
}

function argumentOf(type: ts.Type): ts.Type {
  const argument = type.aliasTypeArguments?.[0] ?? typeArgumentsOf(type)[0]
  if (argument === undefined) throw new Error(`${checker.typeToString(type)} has no argument`)
  return argument
}

const isTypeReference = (type: ts.Type): type is ts.TypeReference => "target" in type
const typeArgumentsOf = (type: ts.Type) => (isTypeReference(type) ? checker.getTypeArguments(type) : [])

const closed = (properties: Record<string, Schema>, required: readonly string[]): Schema => ({
  type: "object",
  properties,
  required: [...required],
  additionalProperties: false,
})

const listSchema = (item: ts.Type, property: string): Schema =>
  closed(
    {
      object: { enum: ["list"] },
      data: { type: "array", items: schemaOf(item, property) },
      has_more: { type: "boolean" },
      url: { type: "string" },
    },
    ["object", "data", "has_more", "url"],
  )

/** The value of `object` when the type is one of Stripe's own objects. */
function discriminatorOf(type: ts.Type): string | undefined {
  const object = type.getProperty("object")
  if (object === undefined || type.getProperty("id") === undefined) return undefined
  const literal = checker.getTypeOfSymbol(object)
  return literal.isStringLiteral() ? literal.value : undefined
}

function reference(type: ts.Type): Schema {
  const known = names.get(type)
  if (known !== undefined) return { $ref: `#/definitions/${known}` }
  const discriminator = discriminatorOf(type)
  // An object the simulator never makes is left as a stub: its closure is half of Stripe.
  if (discriminator !== undefined && !simulatedObjects.has(discriminator)) {
    return { type: "object", properties: { object: { enum: [discriminator] } }, required: ["id", "object"] }
  }
  const symbol = type.getSymbol()
  const qualified = symbol === undefined ? "" : checker.getFullyQualifiedName(symbol).replace(/^".*"\./, "")
  return define(type, qualified === "" || qualified === "__type" ? `Inline${names.size}` : qualified)
}

function define(type: ts.Type, wanted: string): Schema {
  let name = wanted
  for (let copy = 2; name in definitions; copy += 1) name = `${wanted}-${copy}`
  names.set(type, name)
  definitions[name] = {}
  definitions[name] = objectSchema(type)
  return { $ref: `#/definitions/${name}` }
}

function objectSchema(type: ts.Type): Schema {
  const index = checker.getIndexTypeOfType(type, ts.IndexKind.String)
  if (index !== undefined) return { type: "object", additionalProperties: schemaOf(index, "") }
  const properties: Record<string, Schema> = {}
  const required: string[] = []
  for (const property of checker.getPropertiesOfType(type)) {
    const propertyType = checker.getTypeOfSymbol(property)
    const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0
    const isVoid = has(propertyType, ts.TypeFlags.Void)
    const isVoidUnion = propertyType.isUnion() && propertyType.types.some((member) => has(member, ts.TypeFlags.Void))
    if (isVoid || isVoidUnion) continue
    properties[property.name] = schemaOf(propertyType, property.name)
    if (!isOptional) required.push(property.name)
  }
  // Event.Data.Object is declared empty: it stands for any object.
  if (Object.keys(properties).length === 0) return { type: "object" }
  return closed(properties, required)
}

function membersOf(interfaceName: string): readonly [string, ts.Type][] {
  const file = program.getSourceFile(source)
  const declaration = file?.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === interfaceName,
  )
  if (declaration === undefined) throw new Error(`${interfaceName} is missing in simulated-types.ts`)
  const type = checker.getTypeAtLocation(declaration)
  return checker.getPropertiesOfType(type).map((property) => [property.name, checker.getTypeOfSymbol(property)])
}

const objects = membersOf("SimulatedObjects")
for (const [, type] of objects) simulatedObjects.add(discriminatorOf(type) ?? "")
for (const [name, type] of [...objects, ...membersOf("SimulatedParams")]) {
  if (!names.has(type)) define(type, name)
}
const missing = [...objects, ...membersOf("SimulatedParams")].filter(([name, type]) => names.get(type) !== name)
for (const [name, type] of missing) definitions[name] = reference(type)

const target = fileURLToPath(new URL("stripe-schema.json", import.meta.url))
writeFileSync(
  target,
  await format(JSON.stringify({ apiVersion: Stripe.API_VERSION, definitions }), { parser: "json", printWidth: 120 }),
)
