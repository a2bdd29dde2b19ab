// The products a dose can be of. PRODUCTS is put in front by the build, out of app/record/vaccines.c.

export function productOfCvx(cvx) {
    return PRODUCTS.find((product) => product.cvx === cvx) ?? null;
}

// By brand and class (ICD-11, of the brand or of its kind); variants share both.
export function productOfBrand(kind, brand) {
    return PRODUCTS.find((product) => product.brand.toLowerCase() === brand.toLowerCase() &&
        [product.icdBrand, product.icdClass].includes(kind)) ?? null;
}
