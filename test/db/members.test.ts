import { describe, expect, test } from "vitest"
import { membersForList } from "#app/members/members-for-list.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("legacy")
