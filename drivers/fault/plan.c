#include "drivers/fault/plan.h"

#include "drivers/fault/dice.h"

static bool needs_seed(const struct fault *fault)
{
    return fault->when == FAULT_CHANCE || fault->how == FAULT_GARBAGE || fault->how == FAULT_LONG;
}

void plan_seed(struct plan *plan, uint64_t seed)
{
    for (size_t i = 0; i < plan->count; i++) {
        struct fault *fault = &plan->fault[i];

        if (fault->seeded || !needs_seed(fault))
            continue;
        fault->seed = seed;
        fault->seeded = true;
    }
}

bool fault_acts(const struct fault *fault, const struct moment *moment)
{
    struct dice dice = dice_at(fault->seed, moment->exchange);

    switch (fault->when) {
    case FAULT_AT:
        return moment->exchange == fault->at;
    case FAULT_BYTE:
        return moment->before < fault->byte && fault->byte <= moment->before + moment->len;
    case FAULT_CHANCE:
        return dice_next(&dice) % PLAN_CERTAIN < fault->chance;
    case FAULT_PAGE:
        return false;
    case FAULT_ALWAYS:
        break;
    }
    return true;
}

bool fault_acts_on_page(const struct fault *fault, uint32_t page)
{
    return fault->when == FAULT_ALWAYS || (fault->when == FAULT_PAGE && fault->page == page);
}

const struct fault *plan_find(const struct plan *plan, const struct moment *moment,
                              enum fault_how how)
{
    for (size_t i = 0; i < plan->count; i++)
        if (plan->fault[i].how == how && fault_acts(&plan->fault[i], moment))
            return &plan->fault[i];
    return NULL;
}

const struct fault *plan_names(const struct plan *plan, enum fault_how how)
{
    for (size_t i = 0; i < plan->count; i++)
        if (plan->fault[i].how == how)
            return &plan->fault[i];
    return NULL;
}
