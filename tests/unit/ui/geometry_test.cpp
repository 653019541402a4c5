#include "ui/geometry.hpp"

#include <gtest/gtest.h>

namespace yitang::ui {
namespace {

TEST(Geometry, CutsTakeStripsAndGaps) {
  Rect r{10, 20, 100, 200};
  EXPECT_EQ(r.cut_top(30, 5), (Rect{10, 20, 100, 30}));
  EXPECT_EQ(r, (Rect{10, 55, 100, 165}));
  EXPECT_EQ(r.cut_bottom(65, 10), (Rect{10, 155, 100, 65}));
  EXPECT_EQ(r.cut_left(20, 2), (Rect{10, 55, 20, 90}));
  EXPECT_EQ(r.cut_right(18), (Rect{92, 55, 18, 90}));
  EXPECT_EQ(r, (Rect{32, 55, 60, 90}));
}

TEST(Geometry, CuttingMoreThanThereIsTakesTheRest) {
  Rect r{0, 0, 10, 10};
  EXPECT_EQ(r.cut_top(25, 5).h, 10);
  EXPECT_TRUE(r.empty());
  EXPECT_EQ(r.cut_top(5).h, 0);
}

TEST(Geometry, ColumnsFillTheWidthExactly) {
  const Rect r{7, 0, 100, 10};
  const auto columns = r.columns(3, 8);
  ASSERT_EQ(columns.size(), 3u);
  EXPECT_EQ(columns.front().x, 7);
  EXPECT_EQ(columns.back().right(), r.right());
  EXPECT_EQ(columns[1].x, columns[0].right() + 8);
  EXPECT_TRUE(r.columns(0).empty());
}

TEST(Geometry, GridGoesRowByRow) {
  const auto cells = Rect{0, 0, 100, 10}.grid(5, 2, 40, 10);
  ASSERT_EQ(cells.size(), 5u);
  EXPECT_EQ(cells[2].y, 50);
  EXPECT_EQ(cells[4].x, 0);
  EXPECT_EQ(cells[3].x, 55);
}

TEST(Geometry, ContainsAndIntersects) {
  const Rect r{0, 0, 10, 10};
  EXPECT_TRUE(r.contains(Point{0, 0}));
  EXPECT_FALSE(r.contains(Point{10, 5}));
  EXPECT_FALSE(r.intersects({10, 0, 5, 5}));
  EXPECT_TRUE(r.intersection({20, 20, 5, 5}).empty());
  EXPECT_EQ(r.intersection({5, -5, 10, 10}), (Rect{5, 0, 5, 5}));
}

}  // namespace
}  // namespace yitang::ui
