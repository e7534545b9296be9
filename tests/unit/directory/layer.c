/* SPDX-License-Identifier: Apache-2.0 */
/* What a layer of registers says of itself; what it answers is in directory.c. */
#include "scripted.h"

static toegang_directory *layer_of(toegang_directory *kbo, toegang_directory *btb, toegang_directory *rights)
{
    toegang_directory *layer = NULL, *const registers[TOEGANG_REGISTERS] = {kbo, btb, rights, NULL};
    cr_assert_eq(toegang_directory_layer_new(registers, &layer, NULL), TOEGANG_GOOD);
    return layer;
}

Test(layer, any_change_is_another_generation)
{
    struct scripted inside[2] = {{0}};
    toegang_directory *shared = scripted_new(&inside[0]), *own = scripted_new(&inside[1]);
    toegang_directory *layer = layer_of(shared, shared, own);
    uint64_t seen[4];
    for (size_t i = 0; i < 4; i++) {
        seen[i] = toegang_directory_generation(layer);
        for (size_t j = 0; j < i; j++) cr_expect_neq(seen[i], seen[j]);
        inside[i % 2].generation++;
    }
    cr_expect_eq(seen[0], 0);
    toegang_directory_free(layer);
}

Test(layer, says_how_each_register_is)
{
    struct scripted inside[2] = {{.detail = "shared"}, {.detail = "own", .check = "part.down"}};
    toegang_report why = {.status = TOEGANG_UNAVAILABLE, .check = "file.open"}, report = {0};
    toegang_directory *shared = scripted_new(&inside[0]), *broken = NULL;
    char told[2048] = "";
    cr_assert_eq(toegang_directory_broken_new(&why, &broken, NULL), TOEGANG_GOOD);
    toegang_directory *layer = layer_of(shared, shared, scripted_new(&inside[1]));
    cr_expect_eq(toegang_directory_describe(layer, 1000, scripted_detail, told, NULL), TOEGANG_GOOD);
    cr_expect_str_eq(told,
                     "kbo.adapter=scripted\nkbo.detail=shared\nbtb.adapter=scripted\nbtb.detail=shared\n"
                     "gebruikersbeheer.adapter=scripted\ngebruikersbeheer.detail=own\n",
                     "%s", told);
    toegang_directory_free(layer);
    told[0] = '\0';
    inside[1].status = TOEGANG_UNAVAILABLE;
    layer = layer_of(broken, NULL, scripted_new(&inside[1]));
    cr_expect_eq(toegang_directory_describe(layer, 1000, scripted_detail, told, &report),
                 TOEGANG_UNAVAILABLE);
    cr_expect_str_eq(told,
                     "kbo.adapter=broken\nkbo.check=file.open\ngebruikersbeheer.adapter=scripted\n"
                     "gebruikersbeheer.detail=own\ngebruikersbeheer.check=part.down\n",
                     "%s", told);
    cr_expect_str_eq(report.check, "file.open");
    toegang_directory_free(layer);
}
